package io.freshet.topology.context;

import io.freshet.event.Reason;
import io.freshet.event.Trigger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the topology reports of itself. Every event read from an input topic is counted once: {@code events in = accepted +
 * duplicate + excess + erased + superseded + rejected}. Implementations are called from stream threads, must
 * not block and must not throw; what one leaves out it does not measure.
 */
public interface Measurements {

    /**
     * An input is read from now on. Its counts start at 0, so that the first event of an outcome is seen to be one more.
     *
     * @param reasons codes for which its events may be refused
     */
    default void inputOpened(String input, List<String> reasons) {}

    /** An event of this input ({@code articles}, {@code clicks}, ...) took effect. */
    default void eventAccepted(String input) {}

    /** An event was seen before and had no further effect. */
    default void eventDuplicate(String input) {}

    /** An event was one too many of its reader in a minute, and had no effect. */
    default void eventExcess(String input) {}

    /** An event of a reader arrived or happened before that reader's erasure and was processed after it: no effect. */
    default void eventErased(String input) {}

    /** A record of an article was processed after one that arrived later, on another partition: it had no effect. */
    default void eventSuperseded(String input) {}

    /**
     * An event lay on another partition than that of its key and was sent there; its outcome is counted where it
     * arrives.
     */
    default void eventRerouted(String input) {}

    /** An event went to the dead letters for this reason code. */
    default void eventRejected(String input, String reason) {}

    /** So many records of this input were deleted by their topic's retention before they were read; 0 registers it. */
    default void inputLost(String input, long records) {}

    /** An article was tokenised, tagged and given its vector; how long that took in nanoseconds. */
    default void articleUnderstood(long nanos) {}

    /**
     * An article was looked at again, because more is known of its words or, after a start, may be; whether that says
     * something else of it.
     */
    default void articleUnderstoodAgain(boolean changed) {}

    /** An article brought these new words into the vocabulary, as it writes them, in lower case; at least one. */
    default void wordsAdmitted(List<String> words) {}

    /**
     * How the learning of words fares, on the one instance that learns them.
     *
     * @param words learned beyond those of the base model
     * @param compounds how many of them have several parts
     * @param drift mean cosine of the base model's frequent words to where they are now: 1 is untouched
     * @param snapshots how many were taken
     * @param returns how often the words went back to one
     */
    default void wordsLearned(int words, int compounds, double drift, long snapshots, long returns) {}

    /** The learning of words ends here: it goes on elsewhere, or the instance stops. What was last said of it is over. */
    default void wordLearningClosed() {}

    /** A list of these articles was made and sent; how long the making took in nanoseconds. */
    default void listEmitted(Trigger trigger, long nanos, List<String> articleIds) {}

    /** From the arrival of a click on its topic to the sending of the list, in milliseconds. */
    default void clickToList(long millis) {}

    /**
     * From the arrival of an article on its topic to the sending of the first list that holds it, in milliseconds;
     * for articles that suit a reader who is active when they arrive.
     */
    default void publishToList(long millis) {}

    /** From the arrival of an article on its topic to its entry in this instance's catalogue, in milliseconds. */
    default void publishToCatalogue(long millis) {}

    /** How many articles this instance's catalogue holds. */
    default void catalogueSize(int articles) {}

    /** So many articles, often none, were evicted from this instance's catalogue because it was full. */
    default void articlesEvicted(long articles) {}

    /**
     * A click was judged by a list before anything learned from it.
     *
     * @param variant which way the list was made
     * @param place of the article read in the list, from 0, below 0 if it was not in it
     * @param mostReadPlace the same in a list of what was most read when the click came
     * @param reason the first reason of the line, empty if there was no such line
     */
    default void clickForeseen(Variant variant, int place, int mostReadPlace, Optional<Reason> reason) {}

    /**
     * A click was judged in an experiment, by both lists where the tried one is in the shadow, else by the one its reader
     * saw: 1 if the article stood in that list, 0 if not.
     *
     * @param readerHash a hash of the reader: clicks of one reader depend on each other
     */
    default void variantsCompared(long readerHash, OptionalInt live, OptionalInt tried) {}

    /**
     * How the learned ranker of one reader task fares.
     *
     * @param variant whose ranker
     * @param task the task's partition
     * @param steps reads learned from
     * @param relativeLoss running loss over that of guessing, 1 for no better than chance
     * @param inUse whether it ranks, rather than the formula
     * @param returns how often it went astray and was taken back
     */
    default void rankerLearned(
            Variant variant, int task, long steps, double relativeLoss, boolean inUse, long returns) {}

    /** A click was learned from and a list that waits to be made will answer it together with an earlier one. */
    default void listSpared() {}

    /** A reader had not come back for longer than readers are kept, and was forgotten. */
    default void readerLeft() {}

    /**
     * How one reader task keeps up with its clicks.
     *
     * @param task the task's partition
     * @param behindMillis how long the last click had lain on its topic when its turn came, 0 if none came of late
     * @param learnShare share of the readers that rankers learn from just now
     * @param listsWaiting readers whose list is still to be made
     */
    default void keepingUp(int task, long behindMillis, double learnShare, int listsWaiting) {}

    /**
     * A reader task ends here: it goes on elsewhere, or the instance stops. What was last said of it and of its rankers
     * is over.
     *
     * @param task the task's partition
     */
    default void readerTaskClosed(int task) {}

    /** A value of this store could not be read, counts as absent and is deleted. */
    default void stateUnreadable(String store) {}

    /** The files of this store were damaged, and it is rebuilt from its changelog. */
    default void storeRebuilt(String store) {}

    /** A record for this topic was larger than the topic, or the producer, takes, and was not written. */
    default void recordNotWritten(String topic) {}

    /** Measures nothing. */
    Measurements NONE = new Measurements() {};
}
