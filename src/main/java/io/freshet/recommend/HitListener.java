package io.freshet.recommend;

import io.freshet.recommend.reader.HitEvaluation;
import java.util.OptionalInt;

/** Receives hits and misses: whether a reader's list contained the article that the reader read next. */
public interface HitListener {
    /** Ignores all evaluations. */
    HitListener NONE = new HitListener() {
        @Override
        public void evaluated(Variant variant, HitEvaluation evaluation) {}

        @Override
        public void compared(long readerHash, OptionalInt control, OptionalInt treatment) {}
    };

    /**
     * Receives the evaluation of one list by one read.
     *
     * @param variant arm that made the list
     */
    void evaluated(Variant variant, HitEvaluation evaluation);

    /**
     * Receives the result of one read for both arms of an experiment: 1 for a hit, 0 for a miss, empty for an arm that
     * made no list for this reader.
     *
     * @param readerHash hash of the userId, to group the reads of one reader, which are not independent
     */
    void compared(long readerHash, OptionalInt control, OptionalInt treatment);
}
