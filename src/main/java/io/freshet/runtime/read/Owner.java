package io.freshet.runtime.read;

import java.net.URI;
import java.util.OptionalInt;

/** Owner of the state of a key: this instance, another instance, or unknown for the moment. */
public sealed interface Owner {
    /**
     * This instance owns the key; {@code partition} is the key's partition, empty if this instance runs alone.
     *
     * @param partition partition of the key; empty if this instance runs alone and holds all partitions
     */
    record Local(OptionalInt partition) implements Owner {}

    /**
     * Another instance owns the key and answers at {@code address}.
     *
     * @param address HTTP address of the instance, {@code http://host:port}
     */
    record Remote(URI address) implements Owner {}

    /** The owner of the key is unknown, because partitions are being reassigned. */
    record Unknown() implements Owner {}
}
