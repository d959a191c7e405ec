package io.freshet.words;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Which words are new or have moved lately, for those who made something of them before. Bounded: who asks too late is told
 * that anything may have changed. Safe from any thread.
 */
public final class WordChangeLog {
    private static final int KEPT_MAX = 4_096;

    private final Deque<String> words = new ArrayDeque<>();
    /** How many changes there were in all; the last of them are kept. */
    private long count;

    /**
     * What changed.
     *
     * @param until to ask with the next time
     * @param words that changed, some perhaps more than once
     * @param all whether any word may have changed
     */
    public record Since(long until, List<String> words, boolean all) {}

    synchronized void add(String word) {
        words.add(word);
        count++;
        if (words.size() > KEPT_MAX) {
            words.remove();
        }
    }

    /** The words changed after the first {@code from} changes. */
    public synchronized Since since(long from) {
        long missed = count - words.size();
        List<String> changed = new ArrayList<>();
        long number = missed;
        for (String word : words) {
            if (number++ >= from) {
                changed.add(word);
            }
        }
        return new Since(count, changed, from < missed);
    }

    /** Number of changes so far, for {@link #since}. */
    public synchronized long now() {
        return count;
    }
}
