package io.freshet.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PartitioningTest {
    /** Uses the check value of CRC-32 and a value of Kafka's own test of murmur2. */
    @Test
    void hashesEqualThoseOfTheClients() {
        assertThat(Partitioning.CRC32.partition(bytes("123456789"), Integer.MAX_VALUE))
                .isEqualTo((int) (0xCBF43926L % Integer.MAX_VALUE));
        assertThat(Partitioning.MURMUR2.partition(bytes("21"), Integer.MAX_VALUE))
                .isEqualTo((-973932308 & 0x7fffffff) % Integer.MAX_VALUE);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
