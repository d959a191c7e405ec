package io.freshet.topology.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.codec.RejectedEventException;
import io.freshet.codec.RejectionReason;
import io.freshet.topology.RecordedMeasurements;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RejectionLogTest {
    private static final long START = 1_764_000_000_000L;

    private final RecordedMeasurements measurements = new RecordedMeasurements();
    private final RejectionLog rejections = new RejectionLog(List.of("clicks", "articles"), measurements);
    private final Lines lines = new Lines();

    @BeforeEach
    void listen() {
        lines.start();
        ((Logger) LogManager.getLogger(RejectionLog.class)).addAppender(lines);
    }

    @AfterEach
    void stop() {
        ((Logger) LogManager.getLogger(RejectionLog.class)).removeAppender(lines);
    }

    @Test
    void firstRejectionIsLoggedAtOnceWithItsPlaceAndReasonAndNoValue() {
        refuse("clicks", 7, RejectionReason.MISSING_FIELD, "articleId", START);

        assertThat(lines.warnings)
                .containsExactly(
                        "Rejected freshet.clicks-2 offset 7: missing-field at articleId; the dead letters have it");
    }

    @Test
    void laterOnesShareALineAMinuteAndAreAllCounted() {
        for (int offset = 0; offset < 1_000; offset++) {
            refuse("clicks", offset, RejectionReason.NOT_JSON, "value", START + offset * 100L);
        }

        assertThat(lines.warnings)
                .containsExactly(
                        "Rejected freshet.clicks-2 offset 0: not-json at value; the dead letters have it",
                        "Rejected freshet.clicks-2 offset 600: not-json at value; 599 more for this reason since the last"
                                + " line; the dead letters have them");
        assertThat(measurements.rejected).containsEntry("clicks not-json", 1_000);
    }

    @Test
    void eachInputAndReasonHasLinesOfItsOwn() {
        refuse("clicks", 1, RejectionReason.NOT_JSON, "value", START);
        refuse("clicks", 2, RejectionReason.BLANK, "userId", START);
        refuse("articles", 3, RejectionReason.NOT_JSON, "value", START);
        refuse("articles", 4, RejectionReason.NOT_JSON, "value", START + 59_999);

        assertThat(lines.warnings).hasSize(3);
    }

    @Test
    void pathWithNamesFromTheRecordIsLeftOut() {
        refuse("clicks", 1, RejectionReason.TOO_LONG, "segments.a\u009b31m b", START);

        assertThat(lines.warnings)
                .containsExactly("Rejected freshet.clicks-2 offset 1: too-long; the dead letters have it");
    }

    @Test
    void inputsAreOpenedWithEveryReasonBeforeAnythingIsRejected() {
        assertThat(measurements.opened.get("clicks")).hasSize(RejectionReason.values().length);
        assertThat(measurements.opened).containsOnlyKeys("clicks", "articles");
    }

    private void refuse(String input, long offset, RejectionReason reason, String field, long nowMillis) {
        rejections.log(
                input,
                new Place("freshet." + input, 2, offset),
                new RejectedEventException(reason, field, "is \"alice\"", "send another"),
                nowMillis);
    }

    private record Place(String topic, int partition, long offset) implements RecordMetadata {}

    private static final class Lines extends AbstractAppender {
        private final List<String> warnings = new ArrayList<>();

        private Lines() {
            super("rejections", null, null, false, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            if (event.getLevel().equals(Level.WARN)) {
                warnings.add(event.getMessage().getFormattedMessage());
            }
        }
    }
}
