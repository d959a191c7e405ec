package io.freshet.dataset;

import io.freshet.event.Limits;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One row of MIND's {@code behaviors.tsv}: an impression with its clicks, and what the reader read before. Lists stay
 * text, to keep a million rows small.
 *
 * @param history ids of articles read earlier, oldest first, separated by spaces
 * @param shown articles of the impression, separated by spaces: {@code id-1} if clicked, else {@code id-0}
 */
record MindBehavior(long lineNumber, String userId, long atMillis, String history, String shown) {
    /**
     * Maximum number of rows of {@code behaviors.tsv}; more are an error, because all are sorted in memory. A row takes
     * about 0.7 KB.
     */
    static final int ROWS_MAX = 1_000_000;

    private static final int COLUMNS = 5;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("M/d/yyyy h:mm:ss a", Locale.US);

    /** Loads all rows in time order; rows with equal times keep the order of the file. */
    static List<MindBehavior> loadSorted(
            StoredFile file, EventContract contract, Duration historySpacing, SkippedLines skipped) {
        List<MindBehavior> rows = new ArrayList<>();
        LineReader lines = new LineReader(file);
        while (lines.advance()) {
            if (rows.size() == ROWS_MAX) {
                throw new DatasetException(
                        lines.at() + ": there are more than " + ROWS_MAX + " rows; split the file by time");
            }
            try {
                MindBehavior row = parse(lines.text(), lines.lineNumber(), lines.at());
                row.check(contract, historySpacing.toMillis(), lines.at());
                rows.add(row);
            } catch (BadLineException e) {
                skipped.add(e);
            }
        }
        if (rows.isEmpty()) {
            throw NonEmptyReader.empty(file.path(), skipped.count());
        }
        rows.sort(Comparator.comparingLong(MindBehavior::atMillis));
        return rows;
    }

    /** Ids of the articles that the reader read before, oldest first. */
    List<String> historyIds() {
        return words(history);
    }

    /** The articles of the impression, in order, and whether each was clicked. */
    List<Entry> entries() {
        return words(shown).stream()
                .map(word -> new Entry(word.substring(0, word.length() - 2), word.endsWith("-1")))
                .toList();
    }

    /**
     * Ids of the articles in the reader's history from which clicks are made: the last {@link
     * MindReader#HISTORY_CLICKS_MAX}, oldest first.
     */
    List<String> usedHistoryIds() {
        List<String> ids = historyIds();
        return ids.subList(Math.max(0, ids.size() - MindReader.HISTORY_CLICKS_MAX), ids.size());
    }

    List<String> shownIds() {
        return entries().stream().map(Entry::articleId).toList();
    }

    /** Throws {@link BadLineException} if an input topic would reject one of the row's events. */
    private void check(EventContract contract, long historySpacingMillis, String at) {
        try {
            contract.impression(Map.of("userId", userId, "articleIds", shownIds(), "at", EventContract.time(atMillis)));
            historyIds().forEach(id -> Limits.id("column history", id));
            TimeFormat.withinLimits(
                    atMillis - historySpacingMillis * usedHistoryIds().size(), "the first time of the history");
        } catch (RuntimeException e) {
            throw MindReader.bad(at, String.valueOf(e.getMessage()), e);
        }
    }

    /** One article of an impression and whether it was clicked. */
    record Entry(String articleId, boolean clicked) {}

    private static MindBehavior parse(String line, long lineNumber, String at) {
        String[] columns = line.split("\t", -1);
        if (columns.length != COLUMNS) {
            throw MindReader.bad(
                    at,
                    "the row has " + columns.length + " columns, expected " + COLUMNS
                            + " (impression id, user, time, history, impressions)",
                    null);
        }
        for (String word : words(columns[4])) {
            if (word.length() < 3 || !(word.endsWith("-0") || word.endsWith("-1"))) {
                throw MindReader.bad(at, "column impressions contains '" + word + "', expected ID-0 or ID-1", null);
            }
        }
        try {
            long atMillis = LocalDateTime.parse(columns[2].strip(), TIME)
                    .toInstant(ZoneOffset.UTC)
                    .toEpochMilli();
            TimeFormat.withinLimits(atMillis, columns[2]);
            return new MindBehavior(lineNumber, columns[1], atMillis, columns[3], columns[4]);
        } catch (DateTimeParseException e) {
            throw MindReader.bad(at, "column time is '" + columns[2] + "', expected the form 11/13/2019 5:53:12 AM", e);
        } catch (IllegalArgumentException e) {
            throw MindReader.bad(at, String.valueOf(e.getMessage()), e);
        }
    }

    private static List<String> words(String text) {
        return text.isBlank() ? List.of() : Arrays.asList(text.strip().split(" +"));
    }
}
