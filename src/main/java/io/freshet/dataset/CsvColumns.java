package io.freshet.dataset;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which columns of a CSV file hold what of a click.
 *
 * @param user the column of the reader
 * @param article the column of the article
 * @param time the column of the time
 * @param session the column of the session, if there is one
 * @param event the column of the event id, if there is one
 * @param kind the column of the kind (click, like, share, hide), if there is one
 * @param segments columns of segments by segment name
 * @param timeFormat how the times are written
 */
public record CsvColumns(
        String user,
        String article,
        String time,
        Optional<String> session,
        Optional<String> event,
        Optional<String> kind,
        Map<String, String> segments,
        TimeFormat timeFormat) {

    private static final String EXPECTED =
            "expected user=COLUMN,article=COLUMN,time=COLUMN and optionally session=, event=, kind=, segment.NAME=";
    private static final String SEGMENT_PREFIX = "segment.";

    public CsvColumns {
        segments = Map.copyOf(segments);
    }

    /**
     * Reads the short form, such as {@code user=user_id,article=click_article_id,time=click_timestamp}.
     *
     * @throws IllegalArgumentException if a name is unknown, repeated or missing
     */
    public static CsvColumns parse(String text, TimeFormat timeFormat) {
        Map<String, String> columns = new LinkedHashMap<>();
        Map<String, String> segments = new LinkedHashMap<>();
        for (String part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? "" : part.substring(0, equals).strip();
            String column = part.substring(equals + 1).strip();
            if (name.isEmpty() || column.isEmpty()) {
                throw new IllegalArgumentException("'" + part + "' names no column; " + EXPECTED);
            }
            boolean segment = name.startsWith(SEGMENT_PREFIX);
            String previous =
                    segment ? segments.put(name.substring(SEGMENT_PREFIX.length()), column) : columns.put(name, column);
            if (previous != null) {
                throw new IllegalArgumentException("'" + name + "' is given twice; " + EXPECTED);
            }
        }
        CsvColumns parsed = new CsvColumns(
                required(columns, "user"),
                required(columns, "article"),
                required(columns, "time"),
                Optional.ofNullable(columns.remove("session")),
                Optional.ofNullable(columns.remove("event")),
                Optional.ofNullable(columns.remove("kind")),
                segments,
                timeFormat);
        if (!columns.isEmpty()) {
            throw new IllegalArgumentException("unknown name " + columns.keySet() + "; " + EXPECTED);
        }
        return parsed;
    }

    private static String required(Map<String, String> columns, String name) {
        String column = columns.remove(name);
        if (column == null) {
            throw new IllegalArgumentException("'" + name + "=' is missing; " + EXPECTED);
        }
        return column;
    }
}
