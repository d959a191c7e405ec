package io.freshet.telemetry;

import io.freshet.recommend.Variant;
import io.micrometer.core.instrument.Tag;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * All metrics of Freshet with their names, descriptions and tags. Besides these, {@code /metrics} has metrics of Kafka
 * Streams ({@code kafka_...}), the JVM ({@code jvm_...}) and the process ({@code process_...}, {@code system_...}).
 *
 * <p>Relations, in sums over all instances since their start:
 *
 * <ul>
 *   <li>{@code events} of an input = accepted + duplicate + rate-limited + erased + superseded + rejected.
 *   <li>{@code lists} = count of {@code list_generation}.
 *   <li>Accepted clicks = {@code lists} with trigger click + {@code lists_coalesced} + {@code deferred_lists}: under
 *       load no click is dropped, but one list may answer several clicks of a reader. An erasure drops the deferred
 *       list of its reader.
 *   <li>Count of {@code click_to_list} is at most {@code lists} with trigger click.
 * </ul>
 */
public final class Meters {

    /** Type of a metric; Prometheus shows a timer as a histogram. */
    public enum Kind {
        COUNTER,
        TIMER,
        GAUGE
    }

    /**
     * Definition of a metric.
     *
     * @param name name in Prometheus
     * @param unit unit of the value: {@code seconds}, {@code events}, ...
     * @param description what is counted or measured
     * @param tags names of the tags, each with few values
     * @param buckets upper bounds of the histogram buckets of a timer
     */
    public record Meter(
            Kind kind, String name, String unit, String description, List<String> tags, List<Duration> buckets) {

        public Meter {
            tags = List.copyOf(tags);
            buckets = List.copyOf(buckets);
        }
    }

    /**
     * Upper bounds of the histogram buckets for the latency from click to list, chosen around its targets. The targets
     * are a median of 30 ms under exactly-once and of 5 ms under at-least-once, and 100 ms for the 99th percentile.
     */
    private static final List<Duration> CLICK_BUCKETS =
            millis(1, 2, 5, 10, 20, 30, 50, 75, 100, 150, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000);

    private static final List<Duration> PUBLISH_BUCKETS =
            millis(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 300_000);
    private static final List<Duration> WORK_BUCKETS = Stream.of(
                    10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 500_000)
            .map(micros -> Duration.ofNanos(micros * 1_000L))
            .toList();

    public static final Meter EVENTS = new Meter(
            Kind.COUNTER,
            "freshet_events_total",
            "events",
            "Events read, by input, outcome (accepted, duplicate, rate-limited, erased, superseded, rejected) and reason"
                    + " code of a rejection, otherwise none",
            List.of("input", "outcome", "reason"),
            List.of());
    public static final Meter EVENTS_REROUTED = new Meter(
            Kind.COUNTER,
            "freshet_events_rerouted_total",
            "events",
            "Events found on another partition than murmur2 of their key and sent to that partition, by input",
            List.of("input"),
            List.of());
    public static final Meter LISTS = new Meter(
            Kind.COUNTER, "freshet_lists_total", "lists", "Lists sent, by trigger", List.of("trigger"), List.of());
    public static final Meter LIST_GENERATION =
            timer("freshet_list_generation_seconds", "Time to generate one list", WORK_BUCKETS);
    public static final Meter CLICK_TO_LIST = timer(
            "freshet_click_to_list_seconds",
            "Latency from the arrival of a click on its topic to the sending of the list",
            CLICK_BUCKETS);
    public static final Meter PUBLISH_TO_LIST = timer(
            "freshet_publish_to_list_seconds",
            "Latency from the arrival of an article on its topic to the sending of the first list that contains it",
            PUBLISH_BUCKETS);
    public static final Meter PUBLISH_TO_CATALOGUE = timer(
            "freshet_publish_to_catalogue_seconds",
            "Latency from the arrival of an article on its topic to its entry in this instance's catalogue",
            PUBLISH_BUCKETS);
    public static final Meter ARTICLE_EMBEDDING =
            timer("freshet_article_embedding_seconds", "Time to tokenise, tag and embed one article", WORK_BUCKETS);
    public static final Meter ARTICLES_REEMBEDDED = new Meter(
            Kind.COUNTER,
            "freshet_articles_reembedded_total",
            "articles",
            "Articles re-embedded after their words' vectors changed, by whether the result changed",
            List.of("changed"),
            List.of());
    public static final Meter WORDS_ADMITTED =
            counter("freshet_words_admitted_total", "words", "New words admitted to the vocabulary");
    public static final Meter LEARNED_WORDS = gauge(
            "freshet_learned_words",
            "words",
            "Words learned in addition to those of the model file, on the instance that learns them");
    public static final Meter LEARNED_PHRASES =
            gauge("freshet_learned_phrases", "words", "Learned words that are phrases, such as names of several words");
    public static final Meter WORD_BASE_SIMILARITY = gauge(
            "freshet_word_base_similarity",
            "1",
            "Mean cosine of frequent words to their vectors in the model file: 1 means no drift");
    public static final Meter WORD_SNAPSHOTS =
            gauge("freshet_word_snapshots", "snapshots", "Snapshots taken of the learned words");
    public static final Meter WORD_ROLLBACKS =
            gauge("freshet_word_rollbacks", "rollbacks", "Rollbacks of the learned words to a snapshot");
    public static final Meter CATALOGUE_ARTICLES =
            gauge("freshet_catalogue_articles", "articles", "Articles in this instance's catalogue");
    public static final Meter ARTICLES_EVICTED = counter(
            "freshet_articles_evicted_total",
            "articles",
            "Articles evicted from this instance's catalogue because it was full");
    public static final Meter EVALUATED_CLICKS = new Meter(
            Kind.COUNTER,
            "freshet_evaluated_clicks_total",
            "clicks",
            "Clicks evaluated against a list before the recommender learned from them, by variant of the list",
            List.of("variant"),
            List.of());
    public static final Meter RECOMMENDATION_HITS = new Meter(
            Kind.COUNTER,
            "freshet_recommendation_hits_total",
            "clicks",
            "Evaluated clicks on an article in the list: the reader's list, or the most-read list at that time",
            List.of("variant", "list"),
            List.of());
    public static final Meter RECIPROCAL_RANKS = new Meter(
            Kind.COUNTER,
            "freshet_reciprocal_ranks_total",
            "1",
            "Sum of 1 / rank of the clicked article over evaluated clicks; 0 if it was not in the list",
            List.of("variant", "list"),
            List.of());
    public static final Meter HITS_BY_REASON = new Meter(
            Kind.COUNTER,
            "freshet_recommendation_hits_by_reason_total",
            "clicks",
            "Evaluated clicks on an article in the reader's list, by the article's first reason",
            List.of("variant", "reason"),
            List.of());
    public static final Meter RECOMMENDED_ARTICLES = gauge(
            "freshet_recommended_articles",
            "articles",
            "Distinct articles in the lists that this instance sent in the last hour");
    public static final Meter RANKER_STEPS =
            ranker("freshet_ranker_steps", "steps", "Training steps of the ranker, one per read");
    public static final Meter RANKER_LOSS = ranker(
            "freshet_ranker_relative_loss", "1", "Running loss of the ranker relative to guessing: 1 is no better");
    public static final Meter RANKER_IN_USE =
            ranker("freshet_ranker_in_use", "1", "1 if the ranker ranks lists, 0 if the fixed formula does");
    public static final Meter RANKER_ROLLBACKS = ranker(
            "freshet_ranker_rollbacks", "rollbacks", "Rollbacks of the ranker to a checkpoint after it diverged");
    public static final Meter EXPERIMENT_DIFFERENCE = gauge(
            "freshet_experiment_hit_rate_difference",
            "1",
            "Hit rate of the treatment minus that of the control, each click weighted equally; NaN while unknown");
    public static final Meter EXPERIMENT_MARGIN = gauge(
            "freshet_experiment_hit_rate_margin",
            "1",
            "Half the width of the 95 % confidence bounds of the difference, valid at all times, with the reader as the"
                    + " unit; NaN until enough readers were seen");
    public static final Meter LISTS_COALESCED = counter(
            "freshet_lists_coalesced_total",
            "clicks",
            "Clicks learned from whose list was coalesced with the deferred list of an earlier click");
    public static final Meter READERS_EXPIRED = counter(
            "freshet_readers_expired_total",
            "readers",
            "Readers expired with their lists after readers.idle-max without a click");
    public static final Meter UNREADABLE_VALUES = new Meter(
            Kind.COUNTER,
            "freshet_unreadable_state_values_total",
            "values",
            "Unreadable values of a store, treated as absent and deleted",
            List.of("store"),
            List.of());
    public static final Meter STORES_REBUILT = new Meter(
            Kind.COUNTER,
            "freshet_stores_rebuilt_total",
            "stores",
            "Local stores with damaged or missing files, set aside and rebuilt from their changelogs",
            List.of("store"),
            List.of());
    public static final Meter OVERSIZE_RECORDS = new Meter(
            Kind.COUNTER,
            "freshet_oversize_records_total",
            "records",
            "Records not written because they exceed the size limit of their topic or of the producer",
            List.of("topic"),
            List.of());
    public static final Meter DEFERRED_LISTS = task(
            "freshet_deferred_lists", "readers", "Readers whose clicks were learned from and whose list is deferred");
    public static final Meter CLICK_LAG = task(
            "freshet_click_lag_seconds",
            "seconds",
            "Time that the latest click waited on its topic before it was processed, 0 without recent clicks");
    public static final Meter TRAINING_SAMPLE_RATIO = task(
            "freshet_training_sample_ratio", "1", "Share of the readers whose reads train rankers: reduced under load");
    public static final Meter INPUT_LAG = gauge(
            "freshet_input_lag_records",
            "records",
            "Records of this instance's inputs not yet processed, including those behind an open transaction; NaN while"
                    + " unknown");
    public static final Meter INPUT_LOST = new Meter(
            Kind.COUNTER,
            "freshet_input_lost_records_total",
            "records",
            "Input records deleted by retention before they were read",
            List.of("input"),
            List.of());
    public static final Meter READY =
            gauge("freshet_ready", "1", "1 if this instance answers with fresh lists, otherwise 0");
    public static final Meter RESTORE_REMAINING = gauge(
            "freshet_restore_remaining_records",
            "records",
            "Changelog records still to read until all stores are restored");

    public static final Meter STALLED = gauge(
            "freshet_stalled_seconds",
            "seconds",
            "Longest time that a stream thread of this instance or its restoration of stores has made no progress; 0 if"
                    + " all make progress");

    public static final Meter STORE_MEMORY = gauge(
            "freshet_store_memory_bytes",
            "bytes",
            "Memory of the RocksDB stores of this instance outside the heap: block cache and write buffers");

    /** All metrics, in the order of their definition. */
    public static final List<Meter> ALL = List.of(
            EVENTS,
            EVENTS_REROUTED,
            LISTS,
            LIST_GENERATION,
            CLICK_TO_LIST,
            PUBLISH_TO_LIST,
            PUBLISH_TO_CATALOGUE,
            ARTICLE_EMBEDDING,
            ARTICLES_REEMBEDDED,
            WORDS_ADMITTED,
            LEARNED_WORDS,
            LEARNED_PHRASES,
            WORD_BASE_SIMILARITY,
            WORD_SNAPSHOTS,
            WORD_ROLLBACKS,
            CATALOGUE_ARTICLES,
            ARTICLES_EVICTED,
            EVALUATED_CLICKS,
            RECOMMENDATION_HITS,
            RECIPROCAL_RANKS,
            HITS_BY_REASON,
            RECOMMENDED_ARTICLES,
            RANKER_STEPS,
            RANKER_LOSS,
            RANKER_IN_USE,
            RANKER_ROLLBACKS,
            EXPERIMENT_DIFFERENCE,
            EXPERIMENT_MARGIN,
            LISTS_COALESCED,
            READERS_EXPIRED,
            UNREADABLE_VALUES,
            STORES_REBUILT,
            OVERSIZE_RECORDS,
            DEFERRED_LISTS,
            CLICK_LAG,
            TRAINING_SAMPLE_RATIO,
            INPUT_LAG,
            INPUT_LOST,
            READY,
            RESTORE_REMAINING,
            STALLED,
            STORE_MEMORY);

    private Meters() {}

    /** Tag of a variant: {@code control} for the configured settings, {@code treatment} for those of an experiment. */
    static Tag variantTag(Variant variant) {
        return Tag.of("variant", variant.label());
    }

    private static Meter counter(String name, String unit, String description) {
        return new Meter(Kind.COUNTER, name, unit, description, List.of(), List.of());
    }

    private static Meter gauge(String name, String unit, String description) {
        return new Meter(Kind.GAUGE, name, unit, description, List.of(), List.of());
    }

    private static Meter ranker(String name, String unit, String description) {
        return new Meter(
                Kind.GAUGE,
                name,
                unit,
                description + ", by variant and partition of the readers",
                List.of("variant", "partition"),
                List.of());
    }

    private static Meter task(String name, String unit, String description) {
        return new Meter(
                Kind.GAUGE, name, unit, description + ", by partition of the readers", List.of("partition"), List.of());
    }

    private static Meter timer(String name, String description, List<Duration> buckets) {
        return new Meter(Kind.TIMER, name, "seconds", description, List.of(), buckets);
    }

    private static List<Duration> millis(int... millis) {
        return Arrays.stream(millis).mapToObj(Duration::ofMillis).toList();
    }
}
