package io.freshet.dataset;

import io.freshet.event.Limits;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * One row of MIND's {@code behaviors.tsv}, its lists still as text to keep a million of them small.
 *
 * @param history ids of articles read before, oldest first, separated by spaces
 * @param shown {@code id-1} for a clicked and {@code id-0} for a merely shown article, separated by spaces
 */
record MindBehavior(long lineNumber, String userId, long atMillis, String history, String shown) {
    /** Most rows: sorting holds them in memory, at about 0.7 KB each. */
    static final int ROWS_MAX = 1_000_000;

    private static final int COLUMNS = 5;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("M/d/yyyy h:mm:ss a", Locale.US);

    /** All rows of the file in time order; rows of equal times keep the order of the file. */
    static List<MindBehavior> loadSorted(StoredFile file, SkippedLines skipped) {
        List<MindBehavior> rows = new ArrayList<>();
        LineReader lines = new LineReader(file);
        while (lines.advance()) {
            if (rows.size() == ROWS_MAX) {
                throw new DatasetException(
                        lines.at() + ": more than " + ROWS_MAX + " rows; split the file by time and read the parts");
            }
            try {
                rows.add(parse(lines.text(), lines.lineNumber(), lines.at()));
            } catch (BadLineException e) {
                skipped.add(e);
            }
        }
        rows.sort(Comparator.comparingLong(MindBehavior::atMillis));
        return rows;
    }

    /** The ids of the history, oldest first. */
    List<String> historyIds() {
        return words(history);
    }

    /** The entries of the impression, in order. */
    List<Entry> entries() {
        return words(shown).stream()
                .map(word -> new Entry(word.substring(0, word.length() - 2), word.endsWith("-1")))
                .toList();
    }

    /** One article of an impression. */
    record Entry(String articleId, boolean clicked) {}

    private static MindBehavior parse(String line, long lineNumber, String at) {
        String[] columns = line.split("\t", -1);
        if (columns.length != COLUMNS) {
            throw MindReader.bad(
                    at,
                    columns.length + " columns, expected " + COLUMNS
                            + " (impression id, user, time, history, impressions)",
                    null);
        }
        List<String> shown = words(columns[4]);
        if (shown.isEmpty() || shown.size() > Limits.IMPRESSION_ARTICLES_MAX) {
            throw MindReader.bad(
                    at,
                    "column impressions has " + shown.size() + " articles, expected 1 to "
                            + Limits.IMPRESSION_ARTICLES_MAX,
                    null);
        }
        for (String word : shown) {
            if (word.length() < 3 || !(word.endsWith("-0") || word.endsWith("-1"))) {
                throw MindReader.bad(at, "column impressions holds '" + word + "', expected ID-0 or ID-1", null);
            }
        }
        try {
            Limits.id("column user", columns[1]);
            words(columns[3]).forEach(id -> Limits.id("column history", id));
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
