package io.freshet.words;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Log of the words whose vectors changed recently, to select the articles that must be re-embedded. Keeps the last 4096
 * changes. A reader of the log that lags further behind learns only that any word may have changed. Safe from any
 * thread.
 */
public final class WordChangeLog {
    private static final int KEPT_MAX = 4_096;

    /** Words of the last {@link #KEPT_MAX} changes, oldest first. */
    private final Deque<String> words = new ArrayDeque<>();

    private long count;

    /**
     * Result of {@link #since}: the changed words, and the position in the log to read from next time.
     *
     * @param next position to read from next time
     * @param words changed words, oldest change first; a word may occur more than once
     * @param anyWord whether any word may have changed, because older changes are no longer in the log
     */
    public record Changes(long next, List<String> words, boolean anyWord) {}

    synchronized void add(String word) {
        words.add(word);
        count++;
        if (words.size() > KEPT_MAX) {
            words.remove();
        }
    }

    /**
     * Returns the words that changed from position {@code from} on. If the log no longer has all these changes,
     * {@link Changes#anyWord} is true: any word may have changed.
     *
     * @param from {@link #now} at first, then {@link Changes#next}
     */
    public synchronized Changes since(long from) {
        long dropped = count - words.size();
        List<String> changed = new ArrayList<>();
        long position = dropped;
        for (String word : words) {
            if (position++ >= from) {
                changed.add(word);
            }
        }
        return new Changes(count, changed, from < dropped);
    }

    /** Number of changes so far: the position in the log from which {@link #since} returns only later changes. */
    public synchronized long now() {
        return count;
    }
}
