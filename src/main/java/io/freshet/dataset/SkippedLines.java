package io.freshet.dataset;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles bad lines as {@link BadLines} specifies: throws at the first, or counts all and logs the first few. One
 * thread adds, any thread reads the count.
 */
final class SkippedLines {
    /** Largest number of skipped lines that are logged; further lines are only counted. */
    private static final int LOGGED_MAX = 5;

    private static final Logger LOG = LoggerFactory.getLogger(SkippedLines.class);

    private final BadLines badLines;
    private volatile long count;

    SkippedLines(BadLines badLines) {
        this.badLines = badLines;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // One thread writes; volatile for threads that read the progress.
    void add(BadLineException e) {
        if (badLines == BadLines.FAIL) {
            throw e;
        }
        count++;
        if (count <= LOGGED_MAX) {
            LOG.warn("Skipped {}", e.getMessage());
        }
        if (count == LOGGED_MAX) {
            LOG.warn("Further skipped lines are counted, not logged");
        }
    }

    long count() {
        return count;
    }
}
