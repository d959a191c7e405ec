package io.freshet.bench;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Records latencies from clicks and publications to the lists that answer them. Latency starts when an event is due,
 * even if the sender is late, so that a blocked sender does not hide the delay (coordinated omission, Tene). One list
 * may answer several clicks of a reader: all with an event time not after the list's {@code asOf}. Safe from any
 * thread; memory grows with the number of unanswered events.
 */
public final class LatencyRecorder {
    private static final long MICROS_MAX = 600_000_000L;
    private static final int SIGNIFICANT_DIGITS = 3;

    private final Map<String, Deque<Pending>> clicksByReader = new HashMap<>();
    private final Map<String, Pending> uncataloguedArticles = new HashMap<>();
    private final Map<String, Pending> unlistedArticles = new HashMap<>();
    private final Histogram[] clickToList;
    private final Histogram[] publishToCatalogue;
    private final Histogram[] publishToList;
    private long unansweredClicks;
    private long clickLists;
    private long pushedLists;

    private record Pending(long eventMillis, long dueNanos, int repeat) {}

    /** Creates a recorder without samples, with separate histograms for each of {@code repeats} measured intervals. */
    public LatencyRecorder(int repeats) {
        clickToList = histograms(repeats);
        publishToCatalogue = histograms(repeats);
        publishToList = histograms(repeats);
    }

    /**
     * Registers a click that a list must answer; the latency starts at {@code dueNanos}, even if the click is sent
     * later.
     *
     * @param eventMillis event time of the click
     * @param dueNanos when the click was due, by {@link System#nanoTime()}
     * @param repeat index of the measured interval, from 0
     */
    public synchronized void clickDue(String userId, long eventMillis, long dueNanos, int repeat) {
        clicksByReader
                .computeIfAbsent(userId, id -> new ArrayDeque<>(2))
                .addLast(new Pending(eventMillis, dueNanos, repeat));
        unansweredClicks++;
    }

    /**
     * Registers an article whose latencies to the catalogue topic and to its first list start at {@code dueNanos}.
     *
     * @param dueNanos when the article was due, by {@link System#nanoTime()}
     * @param repeat index of the measured interval, from 0
     */
    public synchronized void articleDue(String articleId, long dueNanos, int repeat) {
        Pending pending = new Pending(0, dueNanos, repeat);
        uncataloguedArticles.put(articleId, pending);
        unlistedArticles.put(articleId, pending);
    }

    /** Counts a list that was triggered by something other than a click, such as a new article. */
    public synchronized void listPushed() {
        pushedLists++;
    }

    /**
     * Records the arrival of a list triggered by a click; it answers the reader's clicks with event times up to
     * {@code asOfMillis}.
     */
    public synchronized void clickAnswered(String userId, long asOfMillis, long nowNanos) {
        clickLists++;
        Deque<Pending> pending = clicksByReader.get(userId);
        if (pending == null) {
            return;
        }
        while (!pending.isEmpty() && pending.getFirst().eventMillis() <= asOfMillis) {
            record(clickToList, pending.removeFirst(), nowNanos);
            unansweredClicks--;
        }
        if (pending.isEmpty()) {
            clicksByReader.remove(userId);
        }
    }

    /** Records the arrival of a list with these articles; for each article, only the first list counts. */
    public synchronized void articlesListed(List<String> articleIds, long nowNanos) {
        for (String articleId : articleIds) {
            Pending pending = unlistedArticles.remove(articleId);
            if (pending != null) {
                record(publishToList, pending, nowNanos);
            }
        }
    }

    /** Records the arrival of an article on the catalogue topic, from which instances learn of articles. */
    public synchronized void articleCatalogued(String articleId, long nowNanos) {
        Pending pending = uncataloguedArticles.remove(articleId);
        if (pending != null) {
            record(publishToCatalogue, pending, nowNanos);
        }
    }

    /** Number of lists received that a click triggered. */
    public synchronized long clickLists() {
        return clickLists;
    }

    /** Number of lists received that something other than a click triggered. */
    public synchronized long pushedLists() {
        return pushedLists;
    }

    /** Number of clicks that no list has answered yet. */
    public synchronized long unansweredClicks() {
        return unansweredClicks;
    }

    /** Number of articles that have appeared on no list yet. */
    public synchronized long unlistedArticles() {
        return unlistedArticles.size();
    }

    /** Latency from a click to its list, microseconds: one histogram for each measured interval with samples. */
    public synchronized List<Histogram> clickToList() {
        return withSamples(clickToList);
    }

    /**
     * Latency from publication of an article to its record on the catalogue topic, microseconds: one histogram for each
     * measured interval with samples.
     */
    public synchronized List<Histogram> publishToCatalogue() {
        return withSamples(publishToCatalogue);
    }

    /**
     * Latency from publication of an article to the first list with it, microseconds: one histogram for each measured
     * interval with samples.
     */
    public synchronized List<Histogram> publishToList() {
        return withSamples(publishToList);
    }

    private static void record(Histogram[] histograms, Pending pending, long nowNanos) {
        long micros = Math.max(0, (nowNanos - pending.dueNanos()) / 1_000);
        histograms[pending.repeat()].recordValue(Math.min(MICROS_MAX, micros));
    }

    private static Histogram[] histograms(int count) {
        Histogram[] histograms = new Histogram[count];
        for (int index = 0; index < count; index++) {
            histograms[index] = new Histogram(MICROS_MAX, SIGNIFICANT_DIGITS);
        }
        return histograms;
    }

    private static List<Histogram> withSamples(Histogram[] histograms) {
        return Arrays.stream(histograms)
                .filter(histogram -> histogram.getTotalCount() > 0)
                .map(Histogram::copy)
                .toList();
    }
}
