package io.freshet.cli.demo;

import io.freshet.cli.AnsiStyle;
import io.freshet.cli.DisplayWidth;
import io.freshet.event.Trigger;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SynchronizedHistogram;

/** Counts events, lists and latencies of the demo and formats them as a table. Safe from any thread. */
final class DemoSummary {
    private static final int SIGNIFICANT_DIGITS = 3;

    private final HitRate hitRate;
    private final Map<Trigger, Long> lists = new EnumMap<>(Trigger.class);
    private final Map<String, Long> deadLetters = new TreeMap<>();
    private final Histogram clickToListMillis = new SynchronizedHistogram(SIGNIFICANT_DIGITS);
    private final Histogram publishToListMillis = new SynchronizedHistogram(SIGNIFICANT_DIGITS);
    private long articles;
    private long clicks;
    private long words;

    DemoSummary(HitRate hitRate) {
        this.hitRate = hitRate;
    }

    HitRate hitRate() {
        return hitRate;
    }

    synchronized void articleSent() {
        articles++;
    }

    synchronized void clickSent() {
        clicks++;
    }

    /** Adds {@code count} to the number of words that entered the vocabulary. */
    synchronized void wordsAdmitted(int count) {
        words += count;
    }

    /** Counts a sent list under its trigger, such as a click or a new article. */
    synchronized void listed(Trigger trigger) {
        lists.merge(trigger, 1L, Long::sum);
    }

    /** Records the latency from the arrival of a click to its list. */
    void clickToList(long millis) {
        clickToListMillis.recordValue(Math.max(0, millis));
    }

    /** Records the latency from the arrival of an article to the first list with it. */
    void publishToList(long millis) {
        publishToListMillis.recordValue(Math.max(0, millis));
    }

    /** Counts a rejected event by its reason code. */
    synchronized void deadLetter(String reason) {
        deadLetters.merge(reason, 1L, Long::sum);
    }

    /** Counts and latency percentiles since the start of the demo. */
    synchronized DemoTotals totals() {
        return new DemoTotals(
                articles,
                clicks,
                sum(lists),
                sum(deadLetters),
                clickToListMillis.getValueAtPercentile(50),
                clickToListMillis.getValueAtPercentile(99));
    }

    /** Formats the summary table, one string for each line. */
    synchronized List<String> table(AnsiStyle style) {
        List<String> table = new ArrayList<>();
        table.add("");
        table.add(style.bold("Summary"));
        row(table, "events", "%,d articles, %,d clicks", articles, clicks);
        row(table, "lists", "%,d%s", sum(lists), byTrigger());
        latency(table, "click to list", clickToListMillis);
        latency(table, "publish to list", publishToListMillis);
        if (hitRate.evaluatedClicks() == 0) {
            row(table, "hit rate at 10", "no samples");
        } else {
            row(
                    table,
                    "hit rate at 10",
                    "%.3f, most read %.3f (%,d clicks)",
                    hitRate.rate(),
                    hitRate.mostReadRate(),
                    hitRate.evaluatedClicks());
        }
        row(table, "words learned", "%,d", words);
        row(table, "dead letters", "%,d%s", sum(deadLetters), reasons());
        return table;
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
