package io.freshet.cli.demo;

import io.freshet.cli.AnsiStyle;
import io.freshet.cli.DisplayWidth;
import io.freshet.event.Trigger;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * Counts events, lists and latencies of the demo and formats them as a table. Latencies are measured from
 * {@link #startMeasuring} on: earlier events waited for the start of the demo, not for the recommender. Safe from any
 * thread.
 */
final class DemoSummary {
    private static final int SIGNIFICANT_DIGITS = 3;

    private final HitRate hitRate;
    private final LanguageMatch languageMatch;
    private final Map<Trigger, Long> lists = new EnumMap<>(Trigger.class);
    private final Map<String, Long> deadLetters = new TreeMap<>();
    private final Histogram clickToListMillis = new Histogram(SIGNIFICANT_DIGITS);
    private final Histogram recentClickToListMillis = new Histogram(SIGNIFICANT_DIGITS);
    private final Histogram publishToListMillis = new Histogram(SIGNIFICANT_DIGITS);
    private long measuredFromMillis = Long.MAX_VALUE;
    private long articles;
    private long clicks;
    private long malformed;
    private long words;

    DemoSummary(HitRate hitRate, LanguageMatch languageMatch) {
        this.hitRate = hitRate;
        this.languageMatch = languageMatch;
    }

    HitRate hitRate() {
        return hitRate;
    }

    LanguageMatch languageMatch() {
        return languageMatch;
    }

    /**
     * Starts to measure latencies: those of events that arrive at {@code nowMillis} or later.
     *
     * @param nowMillis wall clock, epoch milliseconds
     */
    synchronized void startMeasuring(long nowMillis) {
        measuredFromMillis = nowMillis;
    }

    synchronized void articleSent() {
        articles++;
    }

    synchronized void clickSent() {
        clicks++;
    }

    /** Counts a malformed event that the simulated newsroom sends on purpose. */
    synchronized void malformedSent() {
        malformed++;
    }

    /** Number of articles and corrections sent. */
    synchronized long articlesSent() {
        return articles;
    }

    /** Adds {@code count} to the number of words that entered the vocabulary. */
    synchronized void wordsAdmitted(int count) {
        words += count;
    }

    /** Counts a sent list under its trigger, such as a click or a new article. */
    synchronized void listed(Trigger trigger) {
        lists.merge(trigger, 1L, Long::sum);
    }

    /**
     * Records the latency from the arrival of a click to its list, sent at {@code nowMillis}.
     *
     * @param nowMillis wall clock, epoch milliseconds
     */
    synchronized void clickToList(long millis, long nowMillis) {
        if (nowMillis - millis >= measuredFromMillis) {
            clickToListMillis.recordValue(Math.max(0, millis));
            recentClickToListMillis.recordValue(Math.max(0, millis));
        }
    }

    /**
     * Records the latency from the arrival of an article to the first list with it, sent at {@code nowMillis}.
     *
     * @param nowMillis wall clock, epoch milliseconds
     */
    synchronized void publishToList(long millis, long nowMillis) {
        if (nowMillis - millis >= measuredFromMillis) {
            publishToListMillis.recordValue(Math.max(0, millis));
        }
    }

    /** Counts a rejected event by its reason code. */
    synchronized void deadLetter(String reason) {
        deadLetters.merge(reason, 1L, Long::sum);
    }

    /** Counts since the start of the demo, and measurements since the previous call. */
    synchronized DemoTotals takeTotals() {
        Optional<DemoTotals.Latency> latency = recentClickToListMillis.getTotalCount() == 0
                ? Optional.empty()
                : Optional.of(new DemoTotals.Latency(
                        recentClickToListMillis.getValueAtPercentile(50),
                        recentClickToListMillis.getValueAtPercentile(99)));
        recentClickToListMillis.reset();
        return new DemoTotals(articles, clicks, sum(lists), sum(deadLetters), latency, languageMatch.takeRecentShare());
    }

    /** Formats the summary table, one string for each line. */
    synchronized List<String> table(AnsiStyle style) {
        List<String> table = new ArrayList<>();
        table.add("");
        table.add(style.bold("Summary"));
        row(table, "events", "%s, %s", counted(articles, "article"), counted(clicks, "click"));
        row(table, "lists", "%,d%s", sum(lists), byTrigger());
        latency(table, "click to list", clickToListMillis);
        latency(table, "publish to list", publishToListMillis);
        if (hitRate.evaluatedClicks() == 0) {
            row(table, "hit rate at 10", "no samples");
        } else {
            row(
                    table,
                    "hit rate at 10",
                    "%.3f, most read %.3f (%s)",
                    hitRate.rate(),
                    hitRate.mostReadRate(),
                    counted(hitRate.evaluatedClicks(), "click"));
        }
        OptionalDouble ownLanguage = languageMatch.share();
        if (ownLanguage.isEmpty()) {
            row(table, "own language", "no samples");
        } else {
            row(
                    table,
                    "own language",
                    "%.1f %% of lines, random articles %.1f %%",
                    100 * ownLanguage.getAsDouble(),
                    100 * languageMatch.shareByChance().orElseThrow());
        }
        row(table, "words learned", "%,d", words);
        String sent = malformed == 0 ? "" : " (" + counted(malformed, "malformed record") + " sent on purpose)";
        row(table, "dead letters", "%,d%s%s", sum(deadLetters), reasons(), sent);
        return table;
    }

    /** A count with its noun, such as "1 click" or "2,000 clicks". */
    static String counted(long count, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
    }

    private String byTrigger() {
        List<String> parts = new ArrayList<>();
        lists.forEach((trigger, count) -> parts.add(
                String.format(Locale.ROOT, "%,d by %s", count, trigger.name().toLowerCase(Locale.ROOT))));
        return parts.isEmpty() ? "" : ": " + String.join(", ", parts);
    }

    private String reasons() {
        List<String> parts = new ArrayList<>();
        deadLetters.forEach((reason, count) -> parts.add(String.format(Locale.ROOT, "%,d %s", count, reason)));
        return parts.isEmpty() ? "" : ": " + String.join(", ", parts);
    }

    private static void latency(List<String> table, String name, Histogram millis) {
        if (millis.getTotalCount() == 0) {
            row(table, name, "no samples");
            return;
        }
        row(
                table,
                name,
                "p50 %,d ms   p95 %,d ms   p99 %,d ms",
                millis.getValueAtPercentile(50),
                millis.getValueAtPercentile(95),
                millis.getValueAtPercentile(99));
    }

    private static void row(List<String> table, String name, String format, Object... values) {
        table.add("  " + DisplayWidth.fit(name, 18) + String.format(Locale.ROOT, format, values));
    }

    private static long sum(Map<?, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
