package io.freshet.dataset;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Settings for reading a data set, such as the columns of CSV files and the treatment of bad lines.
 *
 * @param decoders decoders of JSON lines
 * @param objects reader and writer of JSON objects of other formats
 * @param csvColumns mapping of columns of CSV files; empty if there are no CSV files
 * @param badLines treatment of lines without a valid event
 * @param mindHistorySpacing time between two clicks of a history of MIND, which is ordered but has no times; the last
 *     click comes this long before the reader's first impression
 */
public record DatasetSettings(
        JsonDecoders decoders,
        JsonObjects objects,
        Optional<CsvColumns> csvColumns,
        BadLines badLines,
        Duration mindHistorySpacing) {

    /**
     * Default time between two clicks of a reader's history in the MIND data set, which gives their order but no times.
     */
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

    /** Default settings: the first bad line stops reading, and no CSV columns are mapped, so CSV files are rejected. */
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
