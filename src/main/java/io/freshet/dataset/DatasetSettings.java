package io.freshet.dataset;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How to read a data set.
 *
 * @param decoders how lines of JSON become events
 * @param objects how JSON objects of other formats are read and written
 * @param csvColumns which columns of CSV files hold what; empty if there are no CSV files
 * @param badLines what to do with a line that holds no valid event
 * @param mindHistorySpacing MIND's histories are ordered but untimed: the clicks of a history are placed this far apart,
 *     the last one this long before the reader's first impression
 */
public record DatasetSettings(
        JsonDecoders decoders,
        JsonObjects objects,
        Optional<CsvColumns> csvColumns,
        BadLines badLines,
        Duration mindHistorySpacing) {

    /** The spacing of MIND's history clicks unless told otherwise. */
    public static final Duration MIND_HISTORY_SPACING = Duration.ofSeconds(10);

    public DatasetSettings {
        Objects.requireNonNull(decoders, "decoders");
        Objects.requireNonNull(objects, "objects");
        Objects.requireNonNull(csvColumns, "csvColumns");
        Objects.requireNonNull(badLines, "badLines");
        if (mindHistorySpacing.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "mindHistorySpacing is " + mindHistorySpacing + ", expected at least 1 ms");
        }
    }

    /** Stops at bad lines, reads no CSV files. */
    public static DatasetSettings of(JsonDecoders decoders, JsonObjects objects) {
        return new DatasetSettings(decoders, objects, Optional.empty(), BadLines.FAIL, MIND_HISTORY_SPACING);
    }

    public DatasetSettings withCsvColumns(CsvColumns columns) {
        return new DatasetSettings(decoders, objects, Optional.of(columns), badLines, mindHistorySpacing);
    }

    public DatasetSettings withBadLines(BadLines treatment) {
        return new DatasetSettings(decoders, objects, csvColumns, treatment, mindHistorySpacing);
    }

    EventContract contract() {
        return new EventContract(decoders, objects);
    }
}
