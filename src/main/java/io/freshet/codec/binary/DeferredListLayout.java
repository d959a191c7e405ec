package io.freshet.codec.binary;

import org.apache.kafka.common.serialization.Serde;

/**
 * Layout of values of the store {@code deferred-lists}, in the primitives of {@link ByteWriter}.
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
