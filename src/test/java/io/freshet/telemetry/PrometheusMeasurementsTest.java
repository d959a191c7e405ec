package io.freshet.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.event.Reason;
import io.freshet.event.Trigger;
import io.freshet.recommend.Variant;
import io.freshet.recommend.reader.HitEvaluation;
import io.freshet.topology.context.Measurement;
import io.freshet.topology.context.Measurements;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PrometheusMeasurementsTest {
    private final PrometheusMeasurements measurements = new PrometheusMeasurements(KafkaMeters.CURATED);

    @AfterEach
    void close() {
        measurements.close();
    }

    @Test
    void scrapeShowsExactlyTheMetersOfTheTable() {
        measureEverything(measurements);

        TreeMap<String, String> shown = measurements
                .scrape()
                .lines()
                .filter(line -> line.startsWith("# HELP freshet_"))
                .map(line -> line.substring("# HELP ".length()).split(" ", 2))
                // A timer also has a gauge of its recent maximum.
                .filter(help -> !help[0].endsWith("_max"))
                .collect(Collectors.toMap(help -> help[0], help -> help[1], (a, b) -> a, TreeMap::new));

        assertThat(shown)
                .isEqualTo(Meters.ALL.stream()
                        .collect(Collectors.toMap(
                                Meters.Meter::name, Meters.Meter::description, (a, b) -> a, TreeMap::new)));
    }

    @Test
    void everyMeterHasItsKindItsTagsAndItsBuckets() {
        measureEverything(measurements);
        String scrape = measurements.scrape();

        for (Meters.Meter meter : Meters.ALL) {
            String kind = switch (meter.kind()) {
                case COUNTER -> "counter";
                case TIMER -> "histogram";
                case GAUGE -> "gauge";
            };
            assertThat(scrape).contains("# TYPE " + meter.name() + " " + kind + "\n");
            meter.tags()
                    .forEach(tag ->
                            assertThat(scrape).containsPattern(Pattern.quote(meter.name()) + "\\{[^}]*" + tag + "=\""));
            assertThat(scrape.lines()
                            .filter(line -> line.startsWith(meter.name() + "_bucket"))
                            .count())
                    .as(meter.name())
                    .isEqualTo(meter.buckets().isEmpty() ? 0 : meter.buckets().size() + 1);
        }
    }

    @Test
    void everyOutcomeAndReasonOfAnInputIsRegisteredBeforeItsFirstEvent() {
        measurements.record(new Measurement.InputOpened("clicks", List.of("not-json", "missing-field")));
        measurements.record(new Measurement.InputOpened("clicks", List.of("processing-failed")));

        String before = measurements.scrape();
        for (String outcome : List.of("accepted", "duplicate", "rate-limited", "erased", "superseded")) {
            assertThat(before)
                    .contains(
                            "freshet_events_total{input=\"clicks\",outcome=\"" + outcome + "\",reason=\"none\"} 0.0\n");
        }
        assertThat(before)
                .contains(
                        "freshet_events_total{input=\"clicks\",outcome=\"rejected\",reason=\"not-json\"} 0.0\n",
                        "freshet_events_total{input=\"clicks\",outcome=\"rejected\",reason=\"missing-field\"} 0.0\n",
                        "freshet_events_total{input=\"clicks\",outcome=\"rejected\",reason=\"processing-failed\"} 0.0\n",
                        "freshet_events_rerouted_total{input=\"clicks\"} 0.0\n");

        measurements.record(new Measurement.EventRejected("clicks", "not-json"));
        measurements.record(new Measurement.InputOpened("clicks", List.of("not-json")));
        assertThat(measurements.scrape())
                .contains("freshet_events_total{input=\"clicks\",outcome=\"rejected\",reason=\"not-json\"} 1.0\n");
    }

    @Test
    void countersWithoutAnInputStartAtZeroToo() {
        assertThat(measurements.scrape())
                .contains(
                        "freshet_articles_reembedded_total{changed=\"true\"} 0.0\n",
                        "freshet_evaluated_clicks_total{variant=\"control\"} 0.0\n",
                        "freshet_recommendation_hits_by_reason_total{reason=\"exploration\",variant=\"control\"} 0.0\n")
                .doesNotContain("variant=\"treatment\"");
    }

    @ParameterizedTest
    @EnumSource(KafkaMeters.class)
    void settingSelectsMetersOfKafkaOnly(KafkaMeters engine) {
        assertThat(engine.includes("freshet.events")).isTrue();
        assertThat(engine.includes("jvm.memory.used")).isTrue();
        assertThat(engine.includes("kafka.consumer.fetch.manager.records.lag")).isEqualTo(engine != KafkaMeters.NONE);
        assertThat(engine.includes("kafka.stream.state.put.latency.avg")).isEqualTo(engine == KafkaMeters.ALL);
    }

    @Test
    void readerTaskReportsItsLoad() {
        measurements.record(new Measurement.TaskLoad(2, 0, 1, 0));
        measurements.record(new Measurement.TaskLoad(2, 1_500, .25, 40));

        assertThat(measurements.scrape())
                .contains("freshet_click_lag_seconds{partition=\"2\"} 1.5\n")
                .contains("freshet_training_sample_ratio{partition=\"2\"} 0.25\n")
                .contains("freshet_deferred_lists{partition=\"2\"} 40.0\n");
    }

    @Test
    void gaugesOfATaskDisappearWithItAndReturnWithIt() {
        measurements.record(new Measurement.TaskLoad(2, 1_500, .25, 40));
        measurements.record(new Measurement.TaskLoad(3, 2_500, .5, 0));
        measurements.record(
                new Measurement.RankerState(Variant.CONTROL, 2, new Measurement.RankerProgress(10, .9, false, 0)));
        measurements.record(
                new Measurement.RankerState(Variant.TREATMENT, 2, new Measurement.RankerProgress(10, .9, false, 0)));

        measurements.record(new Measurement.ReaderTaskClosed(2));
        measurements.record(new Measurement.ReaderTaskClosed(2));

        assertThat(measurements.scrape())
                .doesNotContain("partition=\"2\"")
                .contains("freshet_click_lag_seconds{partition=\"3\"} 2.5\n");

        measurements.record(new Measurement.TaskLoad(2, 0, 1, 0));

        assertThat(measurements.scrape())
                .contains("freshet_click_lag_seconds{partition=\"2\"} 0.0\n")
                .doesNotContain("freshet_ranker_steps{partition=\"2\"");
    }

    @Test
    void wordsLearnedElsewhereAreNotShownHere() {
        measurements.record(new Measurement.WordsLearned(7, 2, .98, 1, 0));
        assertThat(measurements.scrape())
                .contains("freshet_learned_words 7.0\n", "freshet_word_base_similarity 0.98\n");

        measurements.record(new Measurement.WordLearningClosed());

        assertThat(measurements.scrape())
                .doesNotContain("freshet_learned_words", "freshet_learned_phrases", "freshet_word_base_similarity")
                .doesNotContain("freshet_word_snapshots", "freshet_word_rollbacks");
    }

    @Test
    void valuesAreInTheUnitOfTheName() {
        measurements.record(new Measurement.ClickToList(250));
        measurements.record(new Measurement.ArticleEmbedded(2_000_000));
        measurements.record(new Measurement.CatalogueSize(7));
        measurements.record(new Measurement.ArticlesEvicted(0));
        measurements.record(new Measurement.ArticlesEvicted(5));
        measurements.record(new Measurement.WordsAdmitted(List.of("velura", "lumane", "岚翼")));
        measurements.bindInstance(
                () -> OptionalLong.of(9), () -> true, () -> 4, () -> Duration.ofMillis(31_500), () -> 64L << 20);

        assertThat(measurements.scrape())
                .contains(
                        "freshet_click_to_list_seconds_sum 0.25\n",
                        "freshet_article_embedding_seconds_sum 0.002\n",
                        "freshet_catalogue_articles 7.0\n",
                        "freshet_articles_evicted_total 5.0\n",
                        "freshet_words_admitted_total 3.0\n",
                        "freshet_input_lag_records 9.0\n",
                        "freshet_ready 1.0\n",
                        "freshet_restore_remaining_records 4.0\n",
                        "freshet_stalled_seconds 31.5\n",
                        "freshet_store_memory_bytes 6.7108864E7\n");
    }

    @Test
    void lostInputIsCountedFromZero() {
        measurements.record(new Measurement.InputLost("clicks", 0));
        assertThat(measurements.scrape()).contains("freshet_input_lost_records_total{input=\"clicks\"} 0.0\n");

        measurements.record(new Measurement.InputLost("clicks", 400));
        measurements.record(new Measurement.InputLost("clicks", 2));

        assertThat(measurements.scrape()).contains("freshet_input_lost_records_total{input=\"clicks\"} 402.0\n");
    }

    @Test
    void unknownLagIsNotANumber() {
        measurements.bindInstance(OptionalLong::empty, () -> false, () -> 0, () -> Duration.ZERO, () -> 0);

        assertThat(measurements.scrape()).contains("freshet_input_lag_records NaN\n", "freshet_ready 0.0\n");
    }

    @Test
    void eventsInAreAcceptedPlusDuplicatePlusRejected() {
        Random random = new Random(20261123);
        int in = 0;
        for (int event = 0; event < 500; event++) {
            in++;
            switch (random.nextInt(3)) {
                case 0 -> measurements.record(new Measurement.EventProcessed("clicks", Measurement.Outcome.ACCEPTED));
                case 1 -> measurements.record(new Measurement.EventProcessed("clicks", Measurement.Outcome.DUPLICATE));
                default ->
                    measurements.record(new Measurement.EventRejected("clicks", "reason-" + random.nextInt(200)));
            }
        }
        measurements.record(new Measurement.EventProcessed("articles", Measurement.Outcome.ACCEPTED));

        assertThat(sum("freshet_events_total{input=\"clicks\",")).isEqualTo(in);
        assertThat(sum("freshet_events_total{input=\"articles\",outcome=\"accepted\",reason=\"none\"}"))
                .isEqualTo(1);
    }

    @Test
    void reasonsAndInputsAboveTheLimitShareOneSeries() {
        for (int value = 0; value < 1_000; value++) {
            measurements.record(new Measurement.EventRejected("clicks", "reason-" + value));
            measurements.record(new Measurement.EventProcessed("input-" + value, Measurement.Outcome.ACCEPTED));
        }

        assertThat(measurements
                        .scrape()
                        .lines()
                        .filter(line -> line.startsWith("freshet_events_total"))
                        .count())
                .isLessThan(110);
        assertThat(measurements.scrape()).contains("reason=\"other\"", "input=\"other\"");
    }

    @ParameterizedTest
    @EnumSource(Trigger.class)
    void listsAreCountedByTriggerAndTimed(Trigger trigger) {
        measurements.record(new Measurement.ListSent(trigger, 50_000, List.of("a")));

        assertThat(sum("freshet_lists_total{trigger=\"" + trigger.name().toLowerCase(java.util.Locale.ROOT) + "\"}"))
                .isEqualTo(1);
        assertThat(sum("freshet_lists_total")).isEqualTo(sum("freshet_list_generation_seconds_count"));
    }

    @Test
    void clicksAreEvaluatedAgainstTheReadersListAndTheMostReadList() {
        measurements.record(new Measurement.ListEvaluated(
                Variant.CONTROL, new HitEvaluation(1, -1, new Reason.ReadersWentOn("a"))));
        measurements.record(new Measurement.ListEvaluated(Variant.CONTROL, new HitEvaluation(-1, 4, null)));
        measurements.record(new Measurement.ListEvaluated(Variant.CONTROL, new HitEvaluation(-1, -1, null)));

        assertThat(measurements.scrape())
                .contains(
                        "freshet_evaluated_clicks_total{variant=\"control\"} 3.0\n",
                        "freshet_recommendation_hits_total{list=\"reader\",variant=\"control\"} 1.0\n",
                        "freshet_recommendation_hits_total{list=\"most-read\",variant=\"control\"} 1.0\n",
                        "freshet_reciprocal_ranks_total{list=\"reader\",variant=\"control\"} 0.5\n",
                        "freshet_reciprocal_ranks_total{list=\"most-read\",variant=\"control\"} 0.2\n",
                        "freshet_recommendation_hits_by_reason_total{reason=\"readers-went-on\",variant=\"control\"} 1.0\n");
    }

    @Test
    void rankersShowTheirLatestState() {
        measurements.record(
                new Measurement.RankerState(Variant.CONTROL, 2, new Measurement.RankerProgress(10, .9, false, 0)));
        measurements.record(
                new Measurement.RankerState(Variant.CONTROL, 2, new Measurement.RankerProgress(20, .5, true, 1)));

        assertThat(measurements.scrape())
                .contains(
                        "freshet_ranker_steps{partition=\"2\",variant=\"control\"} 20.0\n",
                        "freshet_ranker_relative_loss{partition=\"2\",variant=\"control\"} 0.5\n",
                        "freshet_ranker_in_use{partition=\"2\",variant=\"control\"} 1.0\n",
                        "freshet_ranker_rollbacks{partition=\"2\",variant=\"control\"} 1.0\n");
    }

    @Test
    void recommendedArticlesAreCountedOnceAndExpireAfterTheWindow() {
        AtomicLong nowMillis = new AtomicLong(1_000);
        RecommendedArticles recommended = new RecommendedArticles(100, nowMillis::get);
        recommended.add(List.of("a", "b"));
        nowMillis.set(1_060);
        recommended.add(List.of("b", "c"));
        assertThat(recommended.count()).isEqualTo(3);
        nowMillis.set(1_120);
        assertThat(recommended.count()).as("a was recommended too long ago").isEqualTo(2);
    }

    @Test
    void jvmAndProcessAreBound() {
        assertThat(measurements.scrape())
                .contains("jvm_memory_used_bytes", "jvm_threads_live_threads", "jvm_classes_loaded_classes")
                .contains("process_uptime_seconds", "system_cpu_count");
    }

    private double sum(String start) {
        return measurements
                .scrape()
                .lines()
                .filter(line -> line.startsWith(start))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private void measureEverything(Measurements all) {
        all.record(new Measurement.EventProcessed("clicks", Measurement.Outcome.ACCEPTED));
        all.record(new Measurement.EventProcessed("clicks", Measurement.Outcome.DUPLICATE));
        all.record(new Measurement.EventRejected("clicks", "not-json"));
        all.record(new Measurement.EventProcessed("clicks", Measurement.Outcome.REROUTED));
        all.record(new Measurement.InputLost("clicks", 3));
        all.record(new Measurement.ArticleEmbedded(1));
        all.record(new Measurement.ArticleReembedded(true));
        all.record(new Measurement.WordsAdmitted(List.of("velura")));
        all.record(new Measurement.WordsLearned(1, 1, 1, 1, 1));
        all.record(new Measurement.ListSent(Trigger.CLICK, 1, List.of()));
        all.record(new Measurement.ClickToList(1));
        all.record(new Measurement.PublishToList(1));
        all.record(new Measurement.PublishToCatalogue(1));
        all.record(new Measurement.CatalogueSize(1));
        all.record(new Measurement.ArticlesEvicted(1));
        all.record(new Measurement.ListEvaluated(Variant.CONTROL, new HitEvaluation(0, 0, new Reason.Exploration())));
        all.record(new Measurement.RankerState(Variant.CONTROL, 3, new Measurement.RankerProgress(1, 1, true, 0)));
        all.record(new Measurement.ListCoalesced());
        all.record(new Measurement.ReaderExpired());
        all.record(new Measurement.TaskLoad(3, 500, .5, 7));
        measurements.bindInstance(() -> OptionalLong.of(1), () -> true, () -> 0, () -> Duration.ZERO, () -> 0);
    }
}
