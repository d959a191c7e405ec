package io.freshet.cli.demo;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Measures hit rates, the share of clicks on one of a list's first ten articles: of the readers' lists and of a
 * most-read list, the baseline. A click is evaluated against the reader's list before the click. The baseline holds the
 * most-read articles of the last half hour without those the reader has read. Both are evaluated on the same clicks:
 * those of readers with a list, on articles they have not read. Times are event times, epoch milliseconds. Safe from
 * any thread.
 */
final class HitRate {
    /** Number of articles at the top of a list that count: a click on one of them is a hit. */
    static final int DEPTH = 10;
    /** Sliding window of the most-read list, milliseconds. */
    static final long MOST_READ_WINDOW_MILLIS = 30 * 60_000L;
    /** Maximum number of articles remembered as read per reader; beyond it, the oldest is evicted. */
    static final int READ_MAX = 300;
    /** Maximum number of readers whose lists and reads are remembered; further readers are ignored. */
    static final int READERS_MAX = 200_000;

    private final Map<String, List<String>> lists = new HashMap<>();
    private final Map<String, LinkedHashSet<String>> readByUser = new HashMap<>();
    private final Map<String, Integer> recentClicks = new HashMap<>();
    private final ArrayDeque<Recent> recent = new ArrayDeque<>();
    private long evaluatedClicks;
    private long hits;
    private long mostReadHits;

    /** Records the current list of a reader, best first. */
    synchronized void listed(String userId, List<String> articleIds) {
        if (lists.size() < READERS_MAX || lists.containsKey(userId)) {
            lists.put(userId, List.copyOf(articleIds.subList(0, Math.min(DEPTH, articleIds.size()))));
        }
    }

    /**
     * Evaluates a click against the reader's list and the most-read list, then counts the click as a read of the
     * article. Clicks must come in the order of event time.
     */
    synchronized void clicked(String userId, String articleId, long atMillis) {
        evictBefore(atMillis - MOST_READ_WINDOW_MILLIS);
        Set<String> read = readByUser.getOrDefault(userId, new LinkedHashSet<>());
        List<String> list = lists.get(userId);
        if (list != null && !read.contains(articleId)) {
            evaluatedClicks++;
            hits += list.contains(articleId) ? 1 : 0;
            mostReadHits += mostRead(read).contains(articleId) ? 1 : 0;
        }
        remember(userId, articleId);
        recentClicks.merge(articleId, 1, Integer::sum);
        recent.add(new Recent(articleId, atMillis));
    }

    /** Number of clicks counted as hit or miss: those of readers with a list, on articles they had not read. */
    synchronized long evaluatedClicks() {
        return evaluatedClicks;
    }

    /** Hit rate of the lists, from 0 to 1; 0 without evaluated clicks. */
    synchronized double rate() {
        return evaluatedClicks == 0 ? 0 : (double) hits / evaluatedClicks;
    }

    /** Hit rate of the most-read list, from 0 to 1; 0 without evaluated clicks. */
    synchronized double mostReadRate() {
        return evaluatedClicks == 0 ? 0 : (double) mostReadHits / evaluatedClicks;
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

    private void evictBefore(long atMillis) {
        while (!recent.isEmpty() && recent.element().atMillis() < atMillis) {
            recentClicks.computeIfPresent(
                    recent.remove().articleId(), (unused, count) -> count == 1 ? null : count - 1);
        }
    }

    private record Recent(String articleId, long atMillis) {}
}
