package io.freshet.bench;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Times answers from the moment their question was to be sent, whether or not it was sent in time: a sender that is held
 * up does not hide the waiting (coordinated omission, Tene). Several clicks of one reader may be answered by one list: it
 * answers those whose event time is not after the list's. Safe from any thread; memory grows with what is unanswered.
 */
public final class AnswerClock {
    private static final long MICROS_MAX = 600_000_000L;
    private static final int DIGITS = 3;

    private final Map<String, Deque<Question>> clicks = new HashMap<>();
    private final Map<String, Question> uncatalogued = new HashMap<>();
    private final Map<String, Question> unlisted = new HashMap<>();
    private final Histogram[] clickToList;
    private final Histogram[] publishToCatalogue;
    private final Histogram[] publishToList;
    private long unansweredClicks;
    private long clickLists;
    private long otherLists;

    private record Question(long atMillis, long intendedNanos, int repeat) {}

    /** @param repeats how many parts the time is cut into, each with figures of its own */
    public AnswerClock(int repeats) {
        clickToList = histograms(repeats);
        publishToCatalogue = histograms(repeats);
        publishToList = histograms(repeats);
    }

    /** A click that is due now or was due before. */
    public synchronized void clickDue(String userId, long atMillis, long intendedNanos, int repeat) {
        clicks.computeIfAbsent(userId, id -> new ArrayDeque<>(2))
                .addLast(new Question(atMillis, intendedNanos, repeat));
        unansweredClicks++;
    }

    /** An article that is due now or was due before. */
    public synchronized void articleDue(String articleId, long intendedNanos, int repeat) {
        Question question = new Question(0, intendedNanos, repeat);
        uncatalogued.put(articleId, question);
        unlisted.put(articleId, question);
    }

    /** A list that no click made necessary was read. */
    public synchronized void pushed() {
        otherLists++;
    }

    /** A list made after a click was read. */
    public synchronized void answered(String userId, long asOfMillis, long nowNanos) {
        clickLists++;
        Deque<Question> waiting = clicks.get(userId);
        if (waiting == null) {
            return;
        }
        while (!waiting.isEmpty() && waiting.getFirst().atMillis() <= asOfMillis) {
            record(clickToList, waiting.removeFirst(), nowNanos);
            unansweredClicks--;
        }
        if (waiting.isEmpty()) {
            clicks.remove(userId);
        }
    }

    /** A list that holds these articles was read. */
    public synchronized void listed(List<String> articleIds, long nowNanos) {
        for (String articleId : articleIds) {
            Question question = unlisted.remove(articleId);
            if (question != null) {
                record(publishToList, question, nowNanos);
            }
        }
    }

    /** An article was read on its way into the catalogues. */
    public synchronized void catalogued(String articleId, long nowNanos) {
        Question question = uncatalogued.remove(articleId);
        if (question != null) {
            record(publishToCatalogue, question, nowNanos);
        }
    }

    /** Lists read that clicks made necessary. */
    public synchronized long clickLists() {
        return clickLists;
    }

    /** Lists read that something else made necessary. */
    public synchronized long otherLists() {
        return otherLists;
    }

    /** Clicks that no list has answered yet. */
    public synchronized long unansweredClicks() {
        return unansweredClicks;
    }

    /** Articles that were not read on their way into the catalogues yet. */
    public synchronized long uncataloguedArticles() {
        return uncatalogued.size();
    }

    /** Articles that no list has held yet. */
    public synchronized long unlistedArticles() {
        return unlisted.size();
    }

    /** Latency from a click to its list, for each repeat that had any. */
    public synchronized List<Histogram> clickToList() {
        return filled(clickToList);
    }

    /** Latency from a publication to its record on the topic that fills the catalogues. */
    public synchronized List<Histogram> publishToCatalogue() {
        return filled(publishToCatalogue);
    }

    /** Latency from a publication to the first list that holds the article. */
    public synchronized List<Histogram> publishToList() {
        return filled(publishToList);
    }

    private static void record(Histogram[] histograms, Question question, long nowNanos) {
        long micros = Math.max(0, (nowNanos - question.intendedNanos()) / 1_000);
        histograms[question.repeat()].recordValue(Math.min(MICROS_MAX, micros));
    }

    private static Histogram[] histograms(int count) {
        Histogram[] histograms = new Histogram[count];
        for (int index = 0; index < count; index++) {
            histograms[index] = new Histogram(MICROS_MAX, DIGITS);
        }
        return histograms;
    }

    private static List<Histogram> filled(Histogram[] histograms) {
        return java.util.Arrays.stream(histograms)
                .filter(histogram -> histogram.getTotalCount() > 0)
                .map(Histogram::copy)
                .toList();
    }
}
