package io.freshet.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.freshet.event.Trigger;
import io.freshet.topology.Measurements;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LatencySummaryTest {
    private final LatencySummary summary = new LatencySummary();

    @Test
    void nothingMeasuredIsAllZero() {
        assertThat(summary.clickToListLatencies()).isEqualTo(new Latencies(0, 0, 0, 0, 0));
    }

    @Test
    void percentilesEqualThoseOfTheSortedDurations() {
        Random random = new Random(7);
        List<Long> durations = new ArrayList<>();
        for (int click = 0; click < 10_000; click++) {
            long millis = (long) Math.exp(random.nextGaussian() + 3);
            durations.add(millis);
            summary.clickToList(millis);
            if (click % 1_000 == 0) {
                assertThat(summary.clickToListLatencies().count()).isEqualTo(click + 1);
            }
        }
        Collections.sort(durations);

        Latencies latencies = summary.clickToListLatencies();

        assertThat(latencies.count()).isEqualTo(10_000);
        assertThat(latencies.p50Millis()).isCloseTo(durations.get(4_999), within(1L));
        assertThat(latencies.p90Millis()).isCloseTo(durations.get(8_999), within(1L));
        assertThat(latencies.p99Millis()).isCloseTo(durations.get(9_899), within(1L));
        assertThat(latencies.maxMillis()).isCloseTo(durations.get(9_999), within(2L));
        assertThat(summary.publishToListLatencies().count()).isZero();
    }

    @Test
    void clockThatRanBackwardsAndLongWaitsAreHeldInRange() {
        summary.publishToList(-5);
        summary.publishToList(Long.MAX_VALUE);

        Latencies latencies = summary.publishToListLatencies();

        assertThat(latencies.count()).isEqualTo(2);
        assertThat(latencies.p50Millis()).isZero();
        assertThat(latencies.maxMillis()).isCloseTo(3_600_000, within(4_000L));
    }

    @Test
    void compositeHandsEveryMeasurementToAll() {
        LatencySummary second = new LatencySummary();
        try (PrometheusMeasurements third = new PrometheusMeasurements()) {
            Measurements all = CompositeMeasurements.of(summary, second, third);

            all.clickToList(5);
            all.publishToList(6);
            all.publishToCatalogue(7);
            all.eventAccepted("clicks");
            all.eventDuplicate("clicks");
            all.eventRejected("clicks", "not-json");
            all.articleUnderstood(8);
            all.wordsAdmitted(List.of("velura"));
            all.listEmitted(Trigger.ARTICLE, 10);
            all.catalogueSize(11);

            assertThat(summary.clickToListLatencies().maxMillis()).isEqualTo(5);
            assertThat(second.publishToListLatencies().maxMillis()).isEqualTo(6);
            assertThat(third.scrape())
                    .contains(
                            "outcome=\"accepted\"",
                            "outcome=\"duplicate\"",
                            "reason=\"not-json\"",
                            "freshet_click_to_list_seconds_count 1",
                            "freshet_publish_to_list_seconds_count 1",
                            "freshet_publish_to_catalogue_seconds_count 1",
                            "freshet_articles_understood_seconds_count 1",
                            "freshet_words_admitted_total 1.0",
                            "freshet_lists_total{trigger=\"article\"} 1.0",
                            "freshet_catalogue_articles 11.0");
        }
    }
}
