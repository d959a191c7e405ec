package io.freshet.codec.binary;

import org.apache.kafka.common.serialization.Serde;

/**
 * Byte layout of values in the store {@code deferred-lists}: arrival time of the first click for which a reader still
 * waits for a recommendation list. Under overload, the list after a click is deferred. {@link ByteWriter} defines the
 * types named below.
 *
 * <pre>
 * byte     version: 1
 * integer  arrival of the first click that waits for the list, epoch milliseconds
 * </pre>
 */
public final class DeferredListLayout {
    public static final Serde<Long> VALUE = new BinarySerde<>(
            "deferred list", 1, (arrivedAtMillis, out) -> out.writeInteger(arrivedAtMillis), ByteReader::readInteger);

    private DeferredListLayout() {}
}
