package io.freshet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class RecordLimitsTest {
    private final RecordLimits limits = new RecordLimits();
    private final RecordSize plain = new RecordSize(Map.of("bootstrap.servers", "none:1"), limits);

    @Test
    void recordIsCheckedAgainstTheLimitsOfItsTopicAndOfTheProducer() {
        limits.setSizeLimit("small", 1_000);

        assertThat(plain.oversize(record("unknown", 900_000))).isEmpty();
        assertThat(plain.oversize(record("small", 900))).isEmpty();
        assertThat(plain.oversize(record("small", 1_000)))
                .hasValueSatisfying(oversize -> assertThat(oversize.message())
                        .isEqualTo("topic small accepts at most 1000 bytes, a record of 1073 was not written: raise"
                                + " max.message.bytes"));
        assertThat(plain.oversize(record("unknown", 1 << 20)))
                .hasValueSatisfying(
                        oversize -> assertThat(oversize.message()).endsWith("raise kafka.producer.max.request.size"));
    }

    @Test
    void compressedRecordIsMeasuredAsTheBrokerMeasuresIt() {
        limits.setSizeLimit("small", 1_000);
        RecordSize compressing =
                new RecordSize(Map.of("bootstrap.servers", "none:1", "compression.type", "gzip"), limits);

        assertThat(compressing.oversize(record("small", 20_000))).isEmpty();
        assertThat(plain.oversize(record("small", 20_000))).isPresent();
    }

    @Test
    void rejectedRecordLowersTheLimitUntilTheLimitIsLookedUp() {
        limits.rejectedByBroker("topic", 5_000);
        limits.rejectedByBroker("topic", 9_000);
        assertThat(limits.sizeLimit("topic")).hasValue(4_999);

        limits.setSizeLimit("topic", 20_000);
        assertThat(limits.sizeLimit("topic")).hasValue(20_000);
    }

    @Test
    void topicIsReportedUntilItAcceptsTheLargestRecordThatWasNotWritten() {
        limits.setSizeLimit("topic", 1_000);
        limits.notWritten(plain.oversize(record("topic", 5_000)).orElseThrow());
        limits.notWritten(plain.oversize(record("topic", 2_000)).orElseThrow());
        assertThat(limits.oversizes())
                .singleElement()
                .satisfies(oversize -> assertThat(oversize.bytes()).isGreaterThan(5_000));

        limits.setSizeLimit("topic", 3_000);
        assertThat(limits.oversizes())
                .singleElement()
                .satisfies(oversize -> assertThat(oversize.limit()).isEqualTo(3_000));

        limits.setSizeLimit("topic", 6_000);
        assertThat(limits.oversizes()).isEmpty();
    }

    @Test
    void timestampThatATopicRejectsIsReplacedByTheCurrentTime() {
        assertThat(limits.acceptedTimestamp("topic", 5, 1_000)).isEqualTo(5);
        assertThat(limits.acceptedTimestamp("topic", 1_000, 1_000)).isEqualTo(1_000);
        assertThat(limits.acceptedTimestamp("topic", 1_001, 1_000)).isEqualTo(1_000);

        limits.setAgeLimit("topic", 400);
        assertThat(limits.acceptedTimestamp("topic", 800, 1_000)).isEqualTo(800);
        assertThat(limits.acceptedTimestamp("topic", 799, 1_000)).isEqualTo(1_000);
        assertThat(limits.acceptedTimestamp("another", 799, 1_000)).isEqualTo(799);
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, int bytes) {
        return new ProducerRecord<>(topic, new byte[3], new byte[bytes]);
    }
}
