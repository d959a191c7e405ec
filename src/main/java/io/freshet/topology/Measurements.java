package io.freshet.topology;

import io.freshet.event.Trigger;
import java.util.List;

/**
 * What the topology reports of itself. Every event read from an input topic is counted once as accepted, duplicate or
 * rejected: {@code events in = accepted + duplicate + rejected}. Implementations are called from stream threads, must
 * not block and must not throw.
 */
public interface Measurements {

    /** An event of this input ({@code articles}, {@code clicks}, ...) took effect. */
    void eventAccepted(String input);

    /** An event was seen before and had no further effect. */
    void eventDuplicate(String input);

    /** An event went to the dead letters for this reason code. */
    void eventRejected(String input, String reason);

    /** An article was tokenised, tagged and given its vector; how long that took in nanoseconds. */
    void articleUnderstood(long nanos);

    /** An article brought these new words into the vocabulary, as the tokeniser writes them; at least one. */
    void wordsAdmitted(List<String> words);

    /** A list was made and sent; how long the making took in nanoseconds. */
    void listEmitted(Trigger trigger, long nanos);

    /** From the arrival of a click on its topic to the sending of the list, in milliseconds. */
    void clickToList(long millis);

    /**
     * From the arrival of an article on its topic to the sending of the first list that holds it, in milliseconds;
     * for articles that suit a reader who is active when they arrive.
     */
    void publishToList(long millis);

    /** From the arrival of an article on its topic to its entry in this instance's catalogue, in milliseconds. */
    void publishToCatalogue(long millis);

    /** How many articles this instance's catalogue holds. */
    void catalogueSize(int articles);

    /** Measures nothing. */
    Measurements NONE = new Measurements() {
        @Override
        public void eventAccepted(String input) {}

        @Override
        public void eventDuplicate(String input) {}

        @Override
        public void eventRejected(String input, String reason) {}

        @Override
        public void articleUnderstood(long nanos) {}

        @Override
        public void wordsAdmitted(List<String> words) {}

        @Override
        public void listEmitted(Trigger trigger, long nanos) {}

        @Override
        public void clickToList(long millis) {}

        @Override
        public void publishToList(long millis) {}

        @Override
        public void publishToCatalogue(long millis) {}

        @Override
        public void catalogueSize(int articles) {}
    };
}
