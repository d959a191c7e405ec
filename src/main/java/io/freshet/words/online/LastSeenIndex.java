package io.freshet.words.online;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Words ordered by the time of their last use, ties by name, to find the word idle for longest. Owned by one thread.
 */
public final class LastSeenIndex {

    private record LastSeen(long lastSeenMillis, String word, long count) implements Comparable<LastSeen> {
        @Override
        public int compareTo(LastSeen other) {
            int order = Long.compare(lastSeenMillis, other.lastSeenMillis);
            return order != 0 ? order : word.compareTo(other.word);
        }
    }

    private final Map<String, LastSeen> byWord = new HashMap<>();
    private final TreeSet<LastSeen> byLastSeen = new TreeSet<>();

    boolean contains(String word) {
        return byWord.containsKey(word);
    }

    public int size() {
        return byWord.size();
    }

    /** Adds a word or updates its count and the time of its last use. */
    public void put(String word, long count, long lastSeenMillis) {
        LastSeen entry = new LastSeen(lastSeenMillis, word, count);
        LastSeen before = byWord.put(word, entry);
        if (before != null) {
            byLastSeen.remove(before);
        }
        byLastSeen.add(entry);
    }

    /** Removes a word; returns its count, 0 if it was absent. */
    public long remove(String word) {
        LastSeen before = byWord.remove(word);
        if (before == null) {
            return 0;
        }
        byLastSeen.remove(before);
        return before.count;
    }

    /** The word idle for longest; empty if there are no words. */
    public Optional<String> longestIdle() {
        return byLastSeen.isEmpty() ? Optional.empty() : Optional.of(byLastSeen.first().word);
    }

    /** The word idle for longest, if its last use is before {@code millis}; otherwise empty. */
    public Optional<String> idleSince(long millis) {
        return longestIdle().filter(word -> byLastSeen.first().lastSeenMillis < millis);
    }
}
