package io.freshet.codec.binary;

import org.apache.kafka.common.serialization.Serde;

/**
 * Byte layout of values in the store {@code erased-readers}: the time at which the request to erase the reader's data
 * arrived. {@link ByteWriter} defines the types named below.
 *
 * <pre>
 * byte     version: 1
 * integer  arrival of the erasure on its topic, epoch milliseconds
 * </pre>
 */
public final class ErasedReaderLayout {
    public static final Serde<Long> VALUE = new BinarySerde<>(
            "erased reader", 1, (erasedAtMillis, out) -> out.writeInteger(erasedAtMillis), ByteReader::readInteger);

    private ErasedReaderLayout() {}
}
