package io.freshet.dataset;

import io.freshet.event.Limits;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How to read a data set.
 *
 * @param decoders how lines of JSON become events
 * @param csvColumns which columns of CSV files hold what; empty if there are no CSV files
 * @param badLines what to do with a line that holds no valid event
 * @param mindHistorySpacing MIND's histories are ordered but untimed: the clicks of a history are placed this far apart,
 *     the last one this long before the reader's first impression
 * @param latestMillis the latest time of a click in a CSV file, in epoch milliseconds; decoders know that of their own
 */
public record DatasetSettings(
        JsonDecoders decoders,
        Optional<CsvColumns> csvColumns,
        BadLines badLines,
        Duration mindHistorySpacing,
        long latestMillis) {

    /** The spacing of MIND's history clicks unless told otherwise. */
    public static final Duration MIND_HISTORY_SPACING = Duration.ofSeconds(10);

    public DatasetSettings {
        Objects.requireNonNull(decoders, "decoders");
        Objects.requireNonNull(csvColumns, "csvColumns");
        Objects.requireNonNull(badLines, "badLines");
        if (mindHistorySpacing.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "mindHistorySpacing is " + mindHistorySpacing + ", expected at least 1 ms");
        }
    }

    /** Stops at bad lines, reads no CSV files. */
    public static DatasetSettings of(JsonDecoders decoders) {
        return new DatasetSettings(
                decoders, Optional.empty(), BadLines.FAIL, MIND_HISTORY_SPACING, Limits.TIME_MILLIS_MAX);
    }

    public DatasetSettings withCsvColumns(CsvColumns columns) {
        return new DatasetSettings(decoders, Optional.of(columns), badLines, mindHistorySpacing, latestMillis);
    }

    public DatasetSettings withBadLines(BadLines treatment) {
        return new DatasetSettings(decoders, csvColumns, treatment, mindHistorySpacing, latestMillis);
    }

    /** Refuses later clicks as {@linkplain BadLines bad lines}. */
    public DatasetSettings withLatestMillis(long millis) {
        return new DatasetSettings(decoders, csvColumns, badLines, mindHistorySpacing, millis);
    }
}
