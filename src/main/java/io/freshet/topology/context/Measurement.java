package io.freshet.topology.context;

import io.freshet.event.Trigger;
import io.freshet.recommend.Variant;
import io.freshet.recommend.reader.HitEvaluation;
import java.util.List;
import java.util.OptionalInt;

/**
 * One measurement that the topology reports, such as a processed event or a latency.
 *
 * <p>Every event read from an input topic is counted under one outcome: events in = accepted + duplicate + rate-limited
 * + erased + superseded + rejected. A re-routed event is counted under {@link Outcome#REROUTED} in addition, on the
 * partition where it lay.
 */
public sealed interface Measurement {

    /**
     * The topology opened an input topic, whose events may be rejected with the codes {@code reasons}. Its counters
     * start at 0, so that the first event of an outcome is an increase.
     *
     * @param input name of the topic, without the prefix
     * @param reasons codes for which its events may be rejected
     */
    record InputOpened(String input, List<String> reasons) implements Measurement {
        public InputOpened {
            reasons = List.copyOf(reasons);
        }
    }

    /** An event of an input topic ({@code articles}, {@code clicks}, ...) was processed. */
    record EventProcessed(String input, Outcome outcome) implements Measurement {}

    /** Outcome of an event that was not rejected. */
    enum Outcome {
        /** The event took effect. */
        ACCEPTED,
        /** The event repeats an earlier one and has no effect. */
        DUPLICATE,
        /** The event exceeds the reader's limit of clicks per minute and has no effect. */
        RATE_LIMITED,
        /**
         * The event arrived or happened before its reader's erasure, but was processed after the erasure; it has no
         * effect.
         */
        ERASED,
        /**
         * A newer record of the same article, from another partition, was already processed; the event has no effect.
         */
        SUPERSEDED,
        /** The event arrived on the wrong partition for its key and was sent on to the right one. */
        REROUTED
    }

    /** An event or an internal record was rejected for a reason such as {@code wrong-type}. */
    record EventRejected(String input, String reason) implements Measurement {}

    /**
     * Retention deleted {@code records} records of an input topic before they were read. Reported once with 0 at
     * start-up, so that the counter exists.
     */
    record InputLost(String input, long records) implements Measurement {}

    /**
     * A received article was embedded, which took {@code nanos} nanoseconds.
     *
     * @param nanos time that embedding took, nanoseconds
     */
    record ArticleEmbedded(long nanos) implements Measurement {}

    /**
     * An article from the re-embedding queue was checked; {@code changed} if its published description changed.
     *
     * @param changed whether the description of the article changed
     */
    record ArticleReembedded(boolean changed) implements Measurement {}

    /**
     * New words entered the vocabulary.
     *
     * @param words the words as written in text, in lower case
     */
    record WordsAdmitted(List<String> words) implements Measurement {
        public WordsAdmitted {
            words = List.copyOf(words);
        }
    }

    /**
     * State of word learning, reported by the one instance that learns words: vocabulary size, drift from the base
     * model, snapshots and rollbacks.
     *
     * @param words learned words that the base model lacks
     * @param compounds learned words of several parts
     * @param baseSimilarity mean cosine of the base model's frequent words to their current vectors; 1 means no drift
     * @param snapshots snapshots taken
     * @param rollbacks rollbacks to a snapshot
     */
    record WordsLearned(int words, int compounds, double baseSimilarity, long snapshots, long rollbacks)
            implements Measurement {}

    /** Word learning stopped on this instance or moved to another: its gauges are to be unregistered. */
    record WordLearningClosed() implements Measurement {}

    /**
     * A list of recommendations was sent to a reader: what triggered it, how long making it took, and its articles.
     *
     * @param makingNanos time that making the list took, nanoseconds
     */
    record ListSent(Trigger trigger, long makingNanos, List<String> articleIds) implements Measurement {
        public ListSent {
            articleIds = List.copyOf(articleIds);
        }
    }

    /** Time from the arrival of a click on its topic until its list was sent, milliseconds. */
    record ClickToList(long millis) implements Measurement {}

    /**
     * Time from the arrival of an article on its topic until the first list that contains it was sent, milliseconds.
     * Measured only for articles that may interest an active reader.
     */
    record PublishToList(long millis) implements Measurement {}

    /**
     * Time from the arrival of an article on its topic until this instance's catalogue contains the article,
     * milliseconds. For a description sent again, as after re-embedding, the time starts at the sending.
     */
    record PublishToCatalogue(long millis) implements Measurement {}

    /** Number of articles in this instance's catalogue. */
    record CatalogueSize(int articles) implements Measurement {}

    /**
     * Number of articles that one record of the catalogue topic evicted from this instance's full catalogue, often 0.
     */
    record ArticlesEvicted(long articles) implements Measurement {}

    /**
     * The next read of a reader showed whether the list of the experiment arm {@code variant} contained the article
     * read.
     */
    record ListEvaluated(Variant variant, HitEvaluation hit) implements Measurement {}

    /**
     * A read evaluated the lists of both experiment arms: 1 if the list contained the article read, 0 if not, empty
     * without a list.
     *
     * @param readerHash hash of the userId; reads of one reader are not independent
     */
    record VariantsCompared(long readerHash, OptionalInt control, OptionalInt treatment) implements Measurement {}

    /**
     * Current progress of one ranker: of the experiment arm {@code variant}, in one reader task.
     *
     * @param task partition of the reader task
     */
    record RankerState(Variant variant, int task, RankerProgress progress) implements Measurement {}

    /**
     * Training progress of a ranker, and whether it already ranks lists in place of the scoring formula.
     *
     * @param steps training steps
     * @param relativeLoss running loss relative to random guessing; 1 is no better than chance
     * @param inUse whether the ranker has replaced the scoring formula
     * @param rollbacks rollbacks to a checkpoint
     */
    record RankerProgress(long steps, double relativeLoss, boolean inUse, long rollbacks) {}

    /** A click shares its list with an earlier click of the reader, whose list was deferred under load. */
    record ListCoalesced() implements Measurement {}

    /** A reader without an event for longer than the configured retention was deleted. */
    record ReaderExpired() implements Measurement {}

    /**
     * Load of one reader task: click lag, fraction of the ranker's training sample in use, and number of deferred
     * lists.
     *
     * @param task partition of the reader task
     * @param clickLagMillis lag of the most recent click, 0 without a recent click
     * @param sampleRatio fraction of the configured training sample in use, above 0 and at most 1
     * @param deferredLists number of deferred lists
     */
    record TaskLoad(int task, long clickLagMillis, double sampleRatio, int deferredLists) implements Measurement {}

    /**
     * A reader task stopped on this instance or moved to another: its gauges are to be unregistered.
     *
     * @param task partition of the reader task
     */
    record ReaderTaskClosed(int task) implements Measurement {}

    /** An unreadable entry was found in a store; the entry counts as absent and is deleted. */
    record EntryUnreadable(String store) implements Measurement {}

    /** A store with damaged files is being rebuilt from its changelog. */
    record StoreRebuilt(String store) implements Measurement {}

    /** A record was not sent because it exceeds a size limit of its topic or of the producer. */
    record RecordOversized(String topic) implements Measurement {}
}
