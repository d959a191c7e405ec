package io.freshet.topology.context;

import io.freshet.event.Trigger;
import io.freshet.recommend.Variant;
import io.freshet.recommend.reader.HitEvaluation;
import java.util.List;
import java.util.OptionalInt;

/**
 * One observation by the topology. Every event read from an input topic is counted under one outcome: events in = accepted +
 * duplicate + rate-limited + erased + superseded + rejected. A re-routed event is counted again on the partition of its key.
 */
public sealed interface Measurement {

    /**
     * An input was opened. Its counters start at 0, so that the first event of an outcome is an increase.
     *
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
        /** Took effect. */
        ACCEPTED,
        /** Repeats an event: no effect. */
        DUPLICATE,
        /** Above its reader's click rate: no effect. */
        RATE_LIMITED,
        /** Arrived or happened before its reader's erasure, which was processed first: no effect. */
        ERASED,
        /** Record of an article that arrived before one processed earlier from another partition: no effect. */
        SUPERSEDED,
        /** Lay on another partition than that of its key and was sent there. */
        REROUTED
    }

    /** An event went to the dead letters. */
    record EventRejected(String input, String reason) implements Measurement {}

    /** Records of an input were deleted by retention before they were read; 0 registers the input. */
    record InputLost(String input, long records) implements Measurement {}

    /** An article was embedded. */
    record ArticleEmbedded(long nanos) implements Measurement {}

    /** An article was checked or embedded again after its words changed. */
    record ArticleReembedded(boolean changed) implements Measurement {}

    /** Words entered the vocabulary, as text writes them, in lower case. */
    record WordsAdmitted(List<String> words) implements Measurement {
        public WordsAdmitted {
            words = List.copyOf(words);
        }
    }

    /**
     * State of word learning, on the one instance that learns words.
     *
     * @param words learned words that the base model lacks
     * @param compounds learned words of several parts
     * @param baseSimilarity mean cosine of the base model's frequent words to their current vectors; 1 means no drift
     * @param snapshots snapshots taken
     * @param rollbacks rollbacks to a snapshot
     */
    record WordsLearned(int words, int compounds, double baseSimilarity, long snapshots, long rollbacks)
            implements Measurement {}

    /** Word learning moved to another instance or stopped: its gauges end. */
    record WordLearningClosed() implements Measurement {}

    /** A list was sent. */
    record ListSent(Trigger trigger, long makingNanos, List<String> articleIds) implements Measurement {
        public ListSent {
            articleIds = List.copyOf(articleIds);
        }
    }

    /** Time from the arrival of a click on its topic to its list. */
    record ClickToList(long millis) implements Measurement {}

    /**
     * Time from the arrival of an article on its topic to the first list that holds it, for articles that interest a reader
     * who is active at their arrival.
     */
    record PublishToList(long millis) implements Measurement {}

    /** Time from the arrival of an article on its topic to its entry in this instance's catalogue. */
    record PublishToCatalogue(long millis) implements Measurement {}

    /** Articles in this instance's catalogue. */
    record CatalogueSize(int articles) implements Measurement {}

    /** Articles evicted from this instance's full catalogue, often 0. */
    record ArticlesEvicted(long articles) implements Measurement {}

    /** A list was evaluated by its reader's next read. */
    record ListEvaluated(Variant variant, HitEvaluation hit) implements Measurement {}

    /**
     * A read was evaluated in an experiment: 1 for a hit, 0 for none, empty for an arm without a list for this reader.
     *
     * @param readerHash hash of the userId; reads of one reader are not independent
     */
    record VariantsCompared(long readerHash, OptionalInt control, OptionalInt treatment) implements Measurement {}

    /** State of the ranker of one reader task, identified by its partition. */
    record RankerTrained(Variant variant, int task, RankerProgress progress) implements Measurement {}

    /**
     * Progress of a ranker.
     *
     * @param steps training steps
     * @param relativeLoss running loss relative to random guessing; 1 is no better than chance
     * @param inUse whether the ranker has replaced the formula
     * @param rollbacks rollbacks to a checkpoint
     */
    record RankerProgress(long steps, double relativeLoss, boolean inUse, long rollbacks) {}

    /** A click shares its list with an earlier deferred click. */
    record ListCoalesced() implements Measurement {}

    /** A reader without an event for longer than the retention was deleted. */
    record ReaderExpired() implements Measurement {}

    /**
     * Load of one reader task, identified by its partition.
     *
     * @param clickLagMillis lag of the most recent click, 0 without a recent one
     * @param sampleRatio part of the configured training sample in use, 0 to 1
     * @param deferredLists deferred lists
     */
    record TaskLoad(int task, long clickLagMillis, double sampleRatio, int deferredLists) implements Measurement {}

    /** A reader task, identified by its partition, moved to another instance or stopped: its gauges end. */
    record ReaderTaskClosed(int task) implements Measurement {}

    /** An entry of a store was unreadable, counts as absent and is deleted. */
    record EntryUnreadable(String store) implements Measurement {}

    /** A store with damaged files is being rebuilt from its changelog. */
    record StoreRebuilt(String store) implements Measurement {}

    /** A record was not sent because it exceeds a limit of its topic or of the producer. */
    record RecordOversized(String topic) implements Measurement {}
}
