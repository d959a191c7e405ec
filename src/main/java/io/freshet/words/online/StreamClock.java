package io.freshet.words.online;

/**
 * What time it is in a stream whose articles may come out of order, after a gap, or with a wrong time: what idle words are
 * measured by. It follows the articles' times in steps, forward by at most a hundredth of the idle time with each, back by
 * ten times that. So a word is idle when it was not seen for the idle time <em>and</em> in a hundred articles at least; a
 * replay that reads several partitions side by side, or goes on after a gap of months, loses no words by that. Owned by one
 * thread.
 */
final class StreamClock {
    private static final int STEPS = 100;
    private static final int BACK = 10;

    private final long stepMillis;
    private boolean started;
    private long millis;

    StreamClock(long idleMillis) {
        this.stepMillis = Math.max(1, idleMillis / STEPS);
    }

    /** Goes on from what an earlier clock showed. */
    void set(long shownMillis) {
        started = true;
        millis = shownMillis;
    }

    /** An article of this time comes; returns what the clock shows then, in epoch milliseconds. */
    long advance(long articleMillis) {
        millis = started
                ? Math.max(millis - BACK * stepMillis, Math.min(millis + stepMillis, articleMillis))
                : articleMillis;
        started = true;
        return millis;
    }
}
