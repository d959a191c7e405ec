package io.freshet.runtime;

import java.net.URI;

/** Which instance holds the state of a key. */
public sealed interface Owner {
    /** This one. */
    record Local() implements Owner {}

    /**
     * Another one.
     *
     * @param address where its HTTP answers, {@code http://host:port}
     */
    record Remote(URI address) implements Owner {}

    /** Nobody can tell now: partitions are being assigned anew. */
    record Moving() implements Owner {}
}
