package io.freshet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArrivalTimeTest {
    private static final long NOW = 1_772_438_400_000L;

    @ParameterizedTest
    @CsvSource({
        "CREATE_TIME, 1772438399000, 1772438399000",
        "CREATE_TIME, 86400000, 86400000",
        "CREATE_TIME, -1, 1772438400000",
        "CREATE_TIME, -9223372036854775808, 1772438400000",
        "CREATE_TIME, 0, 1772438400000",
        "CREATE_TIME, 1772438400001, 1772438400000",
        "CREATE_TIME, 9223372036854775807, 1772438400000",
        "NO_TIMESTAMP_TYPE, -1, 1772438400000",
        // The broker's clock may be ahead of ours.
        "LOG_APPEND_TIME, 1772438400500, 1772438400500",
        "LOG_APPEND_TIME, -1, 1772438400000"
    })
    void invalidTimestampIsReplacedByTheWallClock(TimestampType type, long timestamp, long expected) {
        ConsumerRecord<String, String> record = new ConsumerRecord<>(
                "clicks", 0, 0, timestamp, type, 1, 1, "u", "v", new RecordHeaders(), Optional.empty());

        assertThat(ArrivalTime.of(record, NOW)).isEqualTo(expected);
    }
}
