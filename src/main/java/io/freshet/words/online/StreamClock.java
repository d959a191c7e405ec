package io.freshet.words.online;

/**
 * Clock that measures how long words are idle, robust to articles out of order, after a gap, or with a wrong time. The
 * clock follows the articles' event times in bounded steps: per article forward by at most a hundredth of the idle
 * time, back by at most a tenth. A word is therefore idle only after the idle time <em>and</em> at least a hundred
 * articles without the word; a replay of several interleaved partitions, or one that resumes after months, evicts no
 * words. Owned by one thread.
 */
final class StreamClock {
    private static final int STEPS_PER_IDLE_TIME = 100;
    private static final int BACKWARD_STEPS = 10;

    private final long stepMillis;
    private boolean started;
    private long millis;

    StreamClock(long idleMillis) {
        this.stepMillis = Math.max(1, idleMillis / STEPS_PER_IDLE_TIME);
    }

    /** Sets the clock to the time at which an earlier clock stopped, epoch milliseconds. */
    void resume(long earlierMillis) {
        started = true;
        millis = earlierMillis;
    }

    /** Moves the clock towards the event time of an article; returns the clock's time, epoch milliseconds. */
    long advance(long articleMillis) {
        millis = started
                ? Math.max(millis - BACKWARD_STEPS * stepMillis, Math.min(millis + stepMillis, articleMillis))
                : articleMillis;
        started = true;
        return millis;
    }
}
