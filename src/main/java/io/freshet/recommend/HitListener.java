package io.freshet.recommend;

import io.freshet.recommend.reader.HitEvaluation;
import java.util.OptionalInt;

/** Receives the evaluation of lists by their readers' next reads. */
public interface HitListener {
    /** Ignores all evaluations. */
    HitListener NONE = new HitListener() {
        @Override
        public void evaluated(Variant variant, HitEvaluation evaluation) {}

        @Override
        public void compared(long readerHash, OptionalInt control, OptionalInt treatment) {}
    };

    /** One list was evaluated by one read. */
    void evaluated(Variant variant, HitEvaluation evaluation);

    /**
     * One read was evaluated in an experiment: 1 for a hit, 0 for none, empty for an arm without a list for this reader.
     *
     * @param readerHash hash of the userId; reads of one reader are not independent
     */
    void compared(long readerHash, OptionalInt control, OptionalInt treatment);
}
