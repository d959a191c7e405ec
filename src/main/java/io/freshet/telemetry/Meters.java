package io.freshet.telemetry;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every meter of our own: its name, what it counts, its tags. As Prometheus shows them, counters end in {@code _total},
 * durations in {@code _seconds}. Beside these, {@code /metrics} has those of Kafka Streams ({@code kafka_...}), the JVM
 * ({@code jvm_...}) and the process ({@code process_...}, {@code system_...}).
 *
 * <p>Relations: {@code events} of an input = its accepted + duplicate + excess + erased + superseded +
 * rejected outcomes; {@code lists} = the
 * count of {@code list_making}; {@code click_to_list} has at most as many entries as {@code lists} with trigger click.
 * Accepted clicks = {@code lists} with trigger click + {@code lists_spared} + {@code lists_waiting}, over all instances
 * since their start: under a burst nothing is dropped, several clicks of a reader are answered by one list.
 */
public final class Meters {

    /** Kind of a meter. */
    public enum Kind {
        COUNTER,
        TIMER,
        GAUGE
    }

    /**
     * One meter.
     *
     * @param name as Prometheus shows it
     * @param unit of its figure: {@code seconds}, {@code events}, ...
     * @param description what it counts or measures
     * @param tags names of its tags, each with few values
     * @param buckets upper bounds of its histogram, for timers
     */
    public record Meter(
            Kind kind, String name, String unit, String description, List<String> tags, List<Duration> buckets) {

        public Meter {
            tags = List.copyOf(tags);
            buckets = List.copyOf(buckets);
        }
    }

    /** Bounds around what is aimed at: 20 ms under exactly-once, 2 ms at least once, 100 ms for the slowest hundredth. */
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
            "Events read, by input, outcome (accepted, duplicate, excess, erased, superseded, rejected) and reason code of a"
                    + " rejection, else none",
            List.of("input", "outcome", "reason"),
            List.of());
    public static final Meter EVENTS_REROUTED = new Meter(
            Kind.COUNTER,
            "freshet_events_rerouted_total",
            "events",
            "Events on another partition than murmur2 of their key, sent to that partition, by input",
            List.of("input"),
            List.of());
    public static final Meter LISTS = new Meter(
            Kind.COUNTER,
            "freshet_lists_total",
            "lists",
            "Lists made and sent, by what made them necessary",
            List.of("trigger"),
            List.of());
    public static final Meter LIST_MAKING = timer("freshet_list_making_seconds", "Time to make one list", WORK_BUCKETS);
    public static final Meter CLICK_TO_LIST = timer(
            "freshet_click_to_list_seconds",
            "From a click's arrival on its topic to the sending of the list",
            CLICK_BUCKETS);
    public static final Meter PUBLISH_TO_LIST = timer(
            "freshet_publish_to_list_seconds",
            "From an article's arrival on its topic to the sending of the first list that holds it",
            PUBLISH_BUCKETS);
    public static final Meter PUBLISH_TO_CATALOGUE = timer(
            "freshet_publish_to_catalogue_seconds",
            "From an article's arrival on its topic to its entry in this instance's catalogue",
            PUBLISH_BUCKETS);
    public static final Meter ARTICLES_UNDERSTOOD = timer(
            "freshet_articles_understood_seconds",
            "Time to tokenise and tag one article and make its vector",
            WORK_BUCKETS);
    public static final Meter ARTICLES_UNDERSTOOD_AGAIN = new Meter(
            Kind.COUNTER,
            "freshet_articles_understood_again_total",
            "articles",
            "Articles looked at again because more is known of their words, by whether that changed them",
            List.of("changed"),
            List.of());
    public static final Meter WORDS_ADMITTED =
            counter("freshet_words_admitted_total", "words", "New words that entered the vocabulary");
    public static final Meter WORDS_LEARNED = gauge(
            "freshet_words_learned", "words", "Words beyond those of the model file, on the instance that learns them");
    public static final Meter COMPOUNDS_LEARNED =
            gauge("freshet_compounds_learned", "words", "Learned words of several parts: coined names and phrases");
    public static final Meter WORD_DRIFT = gauge(
            "freshet_word_drift",
            "1",
            "Mean cosine of frequent words of the model file to where they are now: 1 is untouched");
    public static final Meter WORD_SNAPSHOTS =
            gauge("freshet_word_snapshots", "snapshots", "Snapshots of the learned words taken so far");
    public static final Meter WORD_RETURNS =
            gauge("freshet_word_returns", "returns", "How often the learned words were taken back to a snapshot");
    public static final Meter CATALOGUE_ARTICLES =
            gauge("freshet_catalogue_articles", "articles", "Articles in this instance's catalogue");
    public static final Meter ARTICLES_EVICTED = counter(
            "freshet_articles_evicted_total",
            "articles",
            "Articles evicted from this instance's catalogue because it was full");
    public static final Meter CLICKS_JUDGED = new Meter(
            Kind.COUNTER,
            "freshet_clicks_judged_total",
            "clicks",
            "Reads judged by a list before they were learned from, by the variant that made it",
            List.of("variant"),
            List.of());
    public static final Meter CLICKS_FORESEEN = new Meter(
            Kind.COUNTER,
            "freshet_clicks_foreseen_total",
            "clicks",
            "Judged reads of an article that stood in the list: the reader's, or one of what was most read just then",
            List.of("variant", "list"),
            List.of());
    public static final Meter RECIPROCAL_RANKS = new Meter(
            Kind.COUNTER,
            "freshet_reciprocal_ranks_total",
            "1",
            "Sum over judged reads of 1 / line of the article in the list, 0 if it was not in it",
            List.of("variant", "list"),
            List.of());
    public static final Meter REASONS_FORESEEN = new Meter(
            Kind.COUNTER,
            "freshet_clicks_foreseen_by_reason_total",
            "clicks",
            "Judged reads of an article that stood in the reader's list, by the first reason of its line",
            List.of("variant", "reason"),
            List.of());
    public static final Meter LISTED_ARTICLES = gauge(
            "freshet_listed_articles",
            "articles",
            "Different articles in the lists this instance sent in the last hour");
    public static final Meter RANKER_STEPS = ranker("freshet_ranker_steps", "steps", "Reads the ranker learned from");
    public static final Meter RANKER_LOSS = ranker(
            "freshet_ranker_relative_loss", "1", "Running loss of the ranker over that of guessing: 1 is no better");
    public static final Meter RANKER_IN_USE =
            ranker("freshet_ranker_in_use", "1", "1 while the learned ranker makes lists, 0 while the formula does");
    public static final Meter RANKER_RETURNS = ranker(
            "freshet_ranker_returns", "returns", "How often the ranker went astray and was taken back to good weights");
    public static final Meter EXPERIMENT_DIFFERENCE = gauge(
            "freshet_experiment_difference",
            "1",
            "Share of judged reads that stood in the list, tried less live, every read alike; not a number while unknown");
    public static final Meter EXPERIMENT_UNCERTAINTY = gauge(
            "freshet_experiment_uncertainty",
            "1",
            "Half the width of the 95 % bounds of the difference, valid however often one looks, with the reader as the unit;"
                    + " not a number while too few readers were seen");
    public static final Meter LISTS_SPARED = counter(
            "freshet_lists_spared_total",
            "clicks",
            "Clicks that were learned from and answered together with an earlier one, by one list made late");
    public static final Meter READERS_LEFT = counter(
            "freshet_readers_left_total",
            "readers",
            "Readers who had not come back for readers.idle-max and were forgotten, with their lists");
    public static final Meter STATE_UNREADABLE = new Meter(
            Kind.COUNTER,
            "freshet_state_unreadable_total",
            "values",
            "Values of a store that could not be read, counted as absent and were deleted",
            List.of("store"),
            List.of());
    public static final Meter STORES_REBUILT = new Meter(
            Kind.COUNTER,
            "freshet_stores_rebuilt_total",
            "stores",
            "Local stores with damaged or missing files that were set aside and rebuilt from their changelogs",
            List.of("store"),
            List.of());
    public static final Meter RECORDS_NOT_WRITTEN = new Meter(
            Kind.COUNTER,
            "freshet_records_not_written_total",
            "records",
            "Records that were larger than their topic or the producer takes and were not written",
            List.of("topic"),
            List.of());
    public static final Meter LISTS_WAITING = task(
            "freshet_lists_waiting",
            "readers",
            "Readers whose clicks were learned from and whose list is still to be made");
    public static final Meter BEHIND = task(
            "freshet_behind_seconds",
            "seconds",
            "How long the last click had lain on its topic when its turn came, 0 without clicks");
    public static final Meter LEARN_SHARE =
            task("freshet_learn_share", "1", "Share of the readers that rankers learn from: below 1 while behind");
    public static final Meter INPUT_LAG = gauge(
            "freshet_input_lag_records",
            "records",
            "Records of this instance's inputs that are not processed yet, those behind an open transaction included; not a"
                    + " number while unknown");
    public static final Meter INPUT_LOST = new Meter(
            Kind.COUNTER,
            "freshet_input_lost_records_total",
            "records",
            "Records deleted by the retention of an input before they were read",
            List.of("input"),
            List.of());
    public static final Meter READY =
            gauge("freshet_ready", "1", "1 while this instance answers with fresh lists, else 0");
    public static final Meter RESTORING = gauge(
            "freshet_restoring_records", "records", "Changelog records still to read before all stores are there");

    public static final Meter STANDSTILL = gauge(
            "freshet_standstill_seconds",
            "seconds",
            "Longest that a stream thread of this instance, or its rebuilding of stores, has made no progress, 0 if all go on");

    /** All of them, in the order of this table. */
    public static final List<Meter> ALL = List.of(
            EVENTS,
            EVENTS_REROUTED,
            LISTS,
            LIST_MAKING,
            CLICK_TO_LIST,
            PUBLISH_TO_LIST,
            PUBLISH_TO_CATALOGUE,
            ARTICLES_UNDERSTOOD,
            ARTICLES_UNDERSTOOD_AGAIN,
            WORDS_ADMITTED,
            WORDS_LEARNED,
            COMPOUNDS_LEARNED,
            WORD_DRIFT,
            WORD_SNAPSHOTS,
            WORD_RETURNS,
            CATALOGUE_ARTICLES,
            CLICKS_JUDGED,
            CLICKS_FORESEEN,
            RECIPROCAL_RANKS,
            REASONS_FORESEEN,
            LISTED_ARTICLES,
            RANKER_STEPS,
            RANKER_LOSS,
            RANKER_IN_USE,
            RANKER_RETURNS,
            EXPERIMENT_DIFFERENCE,
            EXPERIMENT_UNCERTAINTY,
            LISTS_SPARED,
            READERS_LEFT,
            ARTICLES_EVICTED,
            STATE_UNREADABLE,
            STORES_REBUILT,
            RECORDS_NOT_WRITTEN,
            LISTS_WAITING,
            BEHIND,
            LEARN_SHARE,
            INPUT_LAG,
            INPUT_LOST,
            READY,
            RESTORING,
            STANDSTILL);

    private Meters() {}

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
        return java.util.Arrays.stream(millis).mapToObj(Duration::ofMillis).toList();
    }
}
