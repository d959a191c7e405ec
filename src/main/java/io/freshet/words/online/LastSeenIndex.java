package io.freshet.words.online;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Words in the order in which they fall idle; those last seen at the same time by name. Owned by one thread. */
public final class LastSeenIndex {

    private record Idle(long lastSeenMillis, String word, long count) implements Comparable<Idle> {
        @Override
        public int compareTo(Idle other) {
            int order = Long.compare(lastSeenMillis, other.lastSeenMillis);
            return order != 0 ? order : word.compareTo(other.word);
        }
    }

    private final Map<String, Idle> known = new HashMap<>();
    private final TreeSet<Idle> idleFirst = new TreeSet<>();

    boolean contains(String word) {
        return known.containsKey(word);
    }

    public int size() {
        return known.size();
    }

    /** Takes the word in, or notes what changed. */
    public void put(String word, long count, long lastSeenMillis) {
        Idle idle = new Idle(lastSeenMillis, word, count);
        Idle before = known.put(word, idle);
        if (before != null) {
            idleFirst.remove(before);
        }
        idleFirst.add(idle);
    }

    /** Takes the word out and returns its count, 0 if it was not known. */
    public long remove(String word) {
        Idle before = known.remove(word);
        if (before == null) {
            return 0;
        }
        idleFirst.remove(before);
        return before.count;
    }

    /** The word that was not seen for longest, empty if there is none. */
    public Optional<String> longestIdle() {
        return idleFirst.isEmpty() ? Optional.empty() : Optional.of(idleFirst.first().word);
    }

    /** The word that was not seen for longest, if it was not seen since {@code millis}. */
    public Optional<String> idleSince(long millis) {
        return longestIdle().filter(word -> idleFirst.first().lastSeenMillis < millis);
    }
}
