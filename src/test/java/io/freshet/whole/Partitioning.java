package io.freshet.whole;

import java.util.zip.CRC32;
import org.apache.kafka.common.utils.Utils;

/** Default partitioners of clients for records with a key. */
enum Partitioning {
    /** Java and kafkajs. */
    MURMUR2 {
        @Override
        int partition(byte[] key, int partitions) {
            return Utils.toPositive(Utils.murmur2(key)) % partitions;
        }
    },
    /** librdkafka with kcat, Python, Go and C#: {@code consistent_random}, which hashes keys with CRC-32. */
    CRC32 {
        @Override
        int partition(byte[] key, int partitions) {
            CRC32 hash = new CRC32();
            hash.update(key);
            return (int) (hash.getValue() % partitions);
        }
    };

    abstract int partition(byte[] key, int partitions);
}
