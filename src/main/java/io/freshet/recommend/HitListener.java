package io.freshet.recommend;

import io.freshet.recommend.reader.HitEvaluation;
import java.util.OptionalInt;

/** Receives hits and misses: whether a reader's list contained the article that the reader read next. */
public interface HitListener {
    /** Listener that does nothing. */
    HitListener NONE = new HitListener() {
        @Override
        public void evaluated(Variant variant, HitEvaluation evaluation) {}

        @Override
        public void compared(long readerHash, OptionalInt control, OptionalInt treatment) {}
    };

    /**
     * Receives the result of checking one list against the article that its reader read next.
     *
     * @param variant arm of the experiment that made the list
     */
    void evaluated(Variant variant, HitEvaluation evaluation);

    /**
     * Receives, for one read, whether the lists of control and treatment contained the article: 1 if so, 0 if not,
     * empty without a list to check. Called only during an experiment.
     *
     * @param readerHash hash of the userId, to group the reads of one reader, which are not independent
     */
    void compared(long readerHash, OptionalInt control, OptionalInt treatment);
}
