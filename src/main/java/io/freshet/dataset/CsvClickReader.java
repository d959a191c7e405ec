package io.freshet.dataset;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.freshet.event.Click;
import io.freshet.event.ClickKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Clicks in a CSV file (RFC 4180, UTF-8) whose first line names the columns. */
final class CsvClickReader extends RecordReader {
    private static final String REMEDY = "correct the line or skip bad lines";

    private final StoredFile file;
    private final CsvColumns columns;
    private final CsvReader<NamedCsvRecord> csv;
    private final Iterator<NamedCsvRecord> records;
    private long lineNumber = 1;
    private boolean headerChecked;

    CsvClickReader(StoredFile file, CsvColumns columns, BadLines badLines) {
        super(file, badLines);
        this.file = file;
        this.columns = columns;
        this.csv = CsvReader.builder()
                .detectBomHeader(true)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofNamedCsvRecord(file.content(), StandardCharsets.UTF_8);
        this.records = csv.iterator();
    }

    @Override
    boolean readRecord(Consumer<TimedEvent> events) {
        Optional<NamedCsvRecord> read = nextRecord();
        if (read.isEmpty()) {
            return false;
        }
        NamedCsvRecord row = read.get();
        lineNumber = row.getStartingLineNumber();
        checkHeader(row.getHeader());
        events.accept(new TimedEvent.Clicked(click(row)));
        return true;
    }

    @Override
    public void close() {
        super.close();
        try {
            csv.close();
        } catch (IOException e) {
            throw new DatasetException(file.path() + ": cannot be closed (" + e + "); check the disk", e);
        }
    }

    private Optional<NamedCsvRecord> nextRecord() {
        try {
            return records.hasNext() ? Optional.of(records.next()) : Optional.empty();
        } catch (UncheckedIOException e) {
            throw file.unreadable(lineNumber, e);
        } catch (CsvParseException e) {
            throw new DatasetException(
                    file.path() + ":" + lineNumber + ": the CSV after this line cannot be parsed (" + e.getMessage()
                            + "); check its quotes",
                    e);
        }
    }

    private void checkHeader(List<String> header) {
        if (headerChecked) {
            return;
        }
        headerChecked = true;
        Map<String, String> wanted = new LinkedHashMap<>();
        wanted.put("user", columns.user());
        wanted.put("article", columns.article());
        wanted.put("time", columns.time());
        columns.session().ifPresent(column -> wanted.put("session", column));
        columns.event().ifPresent(column -> wanted.put("event", column));
        columns.kind().ifPresent(column -> wanted.put("kind", column));
        columns.segments().forEach((name, column) -> wanted.put("segment." + name, column));
        wanted.forEach((name, column) -> {
            if (!header.contains(column)) {
                throw new DatasetException(file.path() + ":1: no column '" + column + "' for " + name + "=; it has "
                        + header + ": name one of them");
            }
        });
    }

    private Click click(NamedCsvRecord row) {
        String time = required(row, columns.time());
        long atMillis;
        try {
            atMillis = columns.timeFormat().parseMillis(time);
        } catch (IllegalArgumentException e) {
            throw bad("column '" + columns.time() + "': " + e.getMessage(), e);
        }
        try {
            return new Click(
                    required(row, columns.user()),
                    required(row, columns.article()),
                    atMillis,
                    columns.event().flatMap(column -> optional(row, column)).orElse(null),
                    columns.session().flatMap(column -> optional(row, column)).orElse(null),
                    columns.kind()
                            .flatMap(column -> optional(row, column))
                            .map(value -> ClickKind.valueOf(value.toUpperCase(Locale.ROOT)))
                            .orElse(ClickKind.CLICK),
                    0,
                    columns.segments().isEmpty() ? Map.of() : segments(row));
        } catch (IllegalArgumentException e) {
            throw bad(String.valueOf(e.getMessage()), e);
        }
    }

    private Map<String, String> segments(NamedCsvRecord row) {
        Map<String, String> segments = new LinkedHashMap<>();
        columns.segments()
                .forEach((name, column) -> optional(row, column).ifPresent(value -> segments.put(name, value)));
        return segments;
    }

    private String required(NamedCsvRecord row, String column) {
        return optional(row, column).orElseThrow(() -> bad("column '" + column + "' is empty", null));
    }

    private static Optional<String> optional(NamedCsvRecord row, String column) {
        return row.findField(column).map(String::strip).filter(value -> !value.isEmpty());
    }

    private BadLineException bad(String problem, @Nullable Throwable cause) {
        return new BadLineException(file.path() + ":" + lineNumber, problem, REMEDY, cause);
    }
}
