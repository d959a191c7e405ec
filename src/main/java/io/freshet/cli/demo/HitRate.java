package io.freshet.cli.demo;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How often the article a reader clicked stood in the list they had before the click, against how often it stood in the
 * most-read list of the last half hour without what they had read: hit rate at ten. Both are judged on the same clicks:
 * those of readers who have a list, on articles they have not read. Times are event times. Safe from any thread.
 */
final class HitRate {
    /** How many lines of either list count. */
    static final int DEPTH = 10;
    /** How long a click counts for the most-read list, in milliseconds. */
    static final long POPULAR_MILLIS = 30 * 60_000L;
    /** Most reads remembered of a reader, the latest. */
    static final int READ_MAX = 300;
    /** Most readers whose list and reads are remembered. */
    static final int READERS_MAX = 200_000;

    private final Map<String, List<String>> lists = new HashMap<>();
    private final Map<String, LinkedHashSet<String>> readByUser = new HashMap<>();
    private final Map<String, Integer> recentClicks = new HashMap<>();
    private final ArrayDeque<Recent> recent = new ArrayDeque<>();
    private long judged;
    private long hits;
    private long popularHits;

    /** A reader has a new list, best first. */
    synchronized void listed(String userId, List<String> articleIds) {
        if (lists.size() < READERS_MAX || lists.containsKey(userId)) {
            lists.put(userId, List.copyOf(articleIds.subList(0, Math.min(DEPTH, articleIds.size()))));
        }
    }

    /** A reader is about to click, in the order of event time: judges first, then learns what is popular. */
    synchronized void clicked(String userId, String articleId, long atMillis) {
        forgetBefore(atMillis - POPULAR_MILLIS);
        Set<String> read = readByUser.getOrDefault(userId, new LinkedHashSet<>());
        List<String> list = lists.get(userId);
        if (list != null && !read.contains(articleId)) {
            judged++;
            hits += list.contains(articleId) ? 1 : 0;
            popularHits += mostRead(read).contains(articleId) ? 1 : 0;
        }
        remember(userId, articleId);
        recentClicks.merge(articleId, 1, Integer::sum);
        recent.add(new Recent(articleId, atMillis));
    }

    /** Clicks that were judged. */
    synchronized long judged() {
        return judged;
    }

    /** Share of judged clicks that the reader's list held, from 0 to 1; 0 before the first. */
    synchronized double rate() {
        return judged == 0 ? 0 : (double) hits / judged;
    }

    /** Share of judged clicks that the most-read list held, from 0 to 1; 0 before the first. */
    synchronized double mostReadRate() {
        return judged == 0 ? 0 : (double) popularHits / judged;
    }

    private List<String> mostRead(Set<String> without) {
        return recentClicks.entrySet().stream()
                .filter(entry -> !without.contains(entry.getKey()))
                .sorted(Comparator.comparingInt((Map.Entry<String, Integer> entry) -> -entry.getValue())
                        .thenComparing(Map.Entry::getKey))
                .limit(DEPTH)
                .map(Map.Entry::getKey)
                .toList();
    }

    private void remember(String userId, String articleId) {
        if (readByUser.size() >= READERS_MAX && !readByUser.containsKey(userId)) {
            return;
        }
        LinkedHashSet<String> read = readByUser.computeIfAbsent(userId, unused -> new LinkedHashSet<>());
        read.add(articleId);
        if (read.size() > READ_MAX) {
            read.remove(read.iterator().next());
        }
    }

    private void forgetBefore(long atMillis) {
        while (!recent.isEmpty() && recent.element().atMillis() < atMillis) {
            recentClicks.computeIfPresent(
                    recent.remove().articleId(), (unused, count) -> count == 1 ? null : count - 1);
        }
    }

    private record Recent(String articleId, long atMillis) {}
}
