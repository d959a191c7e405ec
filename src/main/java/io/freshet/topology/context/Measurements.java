package io.freshet.topology.context;

import io.freshet.event.Reason;
import io.freshet.event.Trigger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Receives the measurements of the topology. Every event read from an input topic is counted once: {@code events in =
 * accepted + duplicate + excess + erased + superseded + rejected}. Implementations are called from stream threads, must
 * not block and must not throw. A method that an implementation does not override measures nothing.
 */
public interface Measurements {

    /**
     * Registers an input. Its counts start at 0, so that the first event of an outcome is seen as an increase.
     *
     * @param reasons reason codes for which events of the input may be rejected
     */
    default void inputOpened(String input, List<String> reasons) {}

    /** Counts an event that took effect; inputs are {@code articles}, {@code clicks} and so on. */
    default void eventAccepted(String input) {}

    /** Counts a duplicate event, which had no further effect. */
    default void eventDuplicate(String input) {}

    /** Counts an event above the rate limit of its reader, which had no effect. */
    default void eventExcess(String input) {}

    /** Counts an event from before its reader's erasure that was processed after it and had no effect. */
    default void eventErased(String input) {}

    /** Counts an article record that had no effect because a later one, from another partition, was processed first. */
    default void eventSuperseded(String input) {}

    /** Counts an event sent on to the partition of its key; its outcome is counted there. */
    default void eventRerouted(String input) {}

    /** Counts an event sent to the dead-letter topic for this reason code. */
    default void eventRejected(String input, String reason) {}

    /** Counts records of an input deleted by retention before they were read; 0 registers the input. */
    default void inputLost(String input, long records) {}

    /** Records the time to tokenise, tag and embed one article, nanoseconds. */
    default void articleUnderstood(long nanos) {}

    /**
     * Counts a re-embedded article, whose words' vectors changed or, after a start, may have, by whether the result
     * changed.
     */
    default void articleUnderstoodAgain(boolean changed) {}

    /** Reports new words that an article brought into the vocabulary, as written, in lower case; at least one. */
    default void wordsAdmitted(List<String> words) {}

    /**
     * Reports the state of the word learner, on the one instance that runs it.
     *
     * @param words number of words learned in addition to those of the base model
     * @param compounds number of these that are phrases
     * @param drift mean cosine of frequent words to their vectors in the base model: 1 means no drift
     * @param snapshots number of snapshots taken
     * @param returns number of rollbacks to a snapshot
     */
    default void wordsLearned(int words, int compounds, double drift, long snapshots, long returns) {}

    /** Ends the reports of the word learner on this instance, because it moved or the instance stops. */
    default void wordLearningClosed() {}

    /** Counts a list that was sent, with its articles and the time to generate it, nanoseconds. */
    default void listEmitted(Trigger trigger, long nanos, List<String> articleIds) {}

    /** Records the latency from the arrival of a click on its topic to the sending of the list, milliseconds. */
    default void clickToList(long millis) {}

    /**
     * Records the latency from the arrival of an article on its topic to the sending of the first list that contains
     * it, milliseconds; only for articles that suit a reader active at that time.
     */
    default void publishToList(long millis) {}

    /** Records the latency from the arrival of an article to its entry in this instance's catalogue, milliseconds. */
    default void publishToCatalogue(long millis) {}

    /** Reports the number of articles in this instance's catalogue. */
    default void catalogueSize(int articles) {}

    /** Counts articles evicted from this instance's catalogue because it was full; often 0. */
    default void articlesEvicted(long articles) {}

    /**
     * Counts a click evaluated against a list before the recommender learned from it.
     *
     * @param variant variant of the list
     * @param place rank of the clicked article in the list, from 0; negative if not in it
     * @param mostReadPlace the same in the most-read list at that time
     * @param reason first reason of the article in the list; empty if not in it
     */
    default void clickForeseen(Variant variant, int place, int mostReadPlace, Optional<Reason> reason) {}

    /**
     * Counts a click evaluated in an experiment: against both lists in shadow mode, otherwise against the list that the
     * reader saw. A value is 1 if the article was in the list, 0 if not, and empty if the list was not evaluated.
     *
     * @param readerHash hash of the reader, because clicks of one reader are correlated
     * @param live hit of the control list
     * @param tried hit of the treatment list
     */
    default void variantsCompared(long readerHash, OptionalInt live, OptionalInt tried) {}

    /**
     * Reports the state of the ranker of a reader task.
     *
     * @param variant variant that the ranker belongs to
     * @param task partition of the task
     * @param steps number of training steps
     * @param relativeLoss running loss relative to guessing: 1 is no better than chance
     * @param inUse whether the ranker ranks lists instead of the fixed formula
     * @param returns number of rollbacks to a checkpoint after the ranker diverged
     */
    default void rankerLearned(
            Variant variant, int task, long steps, double relativeLoss, boolean inUse, long returns) {}

    /** Counts a click that was learned from and whose list is coalesced with the deferred list of an earlier click. */
    default void listSpared() {}

    /** Counts a reader that expired. */
    default void readerLeft() {}

    /**
     * Reports the load of a reader task.
     *
     * @param task partition of the task
     * @param behindMillis time that the latest click waited on its topic, milliseconds; 0 without recent clicks
     * @param learnShare share of the readers whose reads train rankers now
     * @param listsWaiting number of readers whose list is deferred
     */
    default void keepingUp(int task, long behindMillis, double learnShare, int listsWaiting) {}

    /**
     * Ends the reports of a reader task and its rankers on this instance, because the task moved or the instance stops.
     *
     * @param task partition of the task
     */
    default void readerTaskClosed(int task) {}

    /** Counts an unreadable value of a store, which is treated as absent and deleted. */
    default void stateUnreadable(String store) {}

    /** Counts a store whose files were damaged and that is rebuilt from its changelog. */
    default void storeRebuilt(String store) {}

    /** Counts a record not written because it exceeds the size limit of the topic or of the producer. */
    default void recordNotWritten(String topic) {}

    /** Measures nothing. */
    Measurements NONE = new Measurements() {};
}
