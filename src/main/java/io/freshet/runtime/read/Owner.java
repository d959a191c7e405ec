package io.freshet.runtime.read;

import java.net.URI;
import java.util.OptionalInt;

/** Which instance holds the state of a key. */
public sealed interface Owner {
    /**
     * This one.
     *
     * @param partition the only one in which the key can be; empty if this instance runs alone and holds all
     */
    record Local(OptionalInt partition) implements Owner {}

    /**
     * Another one.
     *
     * @param address where its HTTP answers, {@code http://host:port}
     */
    record Remote(URI address) implements Owner {}

    /** The owner is unknown while partitions are being reassigned. */
    record Moving() implements Owner {}
}
