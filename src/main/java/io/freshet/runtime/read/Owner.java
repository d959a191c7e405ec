package io.freshet.runtime.read;

import java.net.URI;
import java.util.OptionalInt;

/** Owner of the state of a key: this instance, another instance, or unknown for the moment. */
public sealed interface Owner {
    /**
     * Owner is this instance; {@code partition} is the partition of the key, empty if this instance runs alone.
     *
     * @param partition partition of the key; empty if this instance runs alone and holds all partitions
     */
    record Local(OptionalInt partition) implements Owner {}

    /**
     * Owner is another instance, which answers at {@code address}.
     *
     * @param address HTTP address of the instance, {@code http://host:port}
     */
    record Remote(URI address) implements Owner {}

    /** No known owner, because partitions are being reassigned. */
    record Unknown() implements Owner {}
}
