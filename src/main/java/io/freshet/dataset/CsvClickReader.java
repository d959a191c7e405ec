package io.freshet.dataset;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.freshet.event.Click;
import io.freshet.event.ClickKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Clicks in a CSV file (RFC 4180, UTF-8) whose first line names the columns. Columns that are not asked for may hold
 * anything.
 */
final class CsvClickReader extends RecordReader {
    private static final String REMEDY = "correct the line or skip bad lines";

    private final StoredFile file;
    private final CsvColumns columns;
    private final long latestMillis;
    private final CsvReader<CsvRecord> csv;
    private final Iterator<CsvRecord> records;
    /** Indexes of the columns that are read, looked up once per file. */
    private final Map<String, Integer> positions = new HashMap<>();

    private long lineNumber = 1;
    private boolean headerRead;

    CsvClickReader(StoredFile file, CsvColumns columns, DatasetSettings settings) {
        super(file, settings.badLines());
        this.file = file;
        this.columns = columns;
        this.latestMillis = settings.latestMillis();
        this.csv = CsvReader.builder()
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                // A quote that is never closed would make one field of the rest of the file.
                .allowUnclosedQuote(false)
                // Byte by byte: fields are decoded strictly when they are read, so that an error has a line.
                .ofCsvRecord(Utf8Text.withoutByteOrderMark(file), StandardCharsets.ISO_8859_1);
        this.records = csv.iterator();
    }

    @Override
    boolean readRecord(Consumer<TimedEvent> events) {
        if (!headerRead) {
            headerRead = true;
            nextRecord().ifPresent(header -> findColumns(header.getFields()));
        }
        Optional<CsvRecord> read = nextRecord();
        if (read.isEmpty()) {
            return false;
        }
        CsvRecord row = read.get();
        lineNumber = row.getStartingLineNumber();
        checkQuotes(row);
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

    private Optional<CsvRecord> nextRecord() {
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

    private void findColumns(List<String> header) {
        Map<String, String> wanted = new LinkedHashMap<>();
        wanted.put("user", columns.user());
        wanted.put("article", columns.article());
        wanted.put("time", columns.time());
        columns.session().ifPresent(column -> wanted.put("session", column));
        columns.event().ifPresent(column -> wanted.put("event", column));
        columns.kind().ifPresent(column -> wanted.put("kind", column));
        columns.segments().forEach((name, column) -> wanted.put("segment." + name, column));
        List<String> names = header.stream().map(Utf8Text::ofBytes).toList();
        wanted.forEach((name, column) -> {
            int position = names.indexOf(column);
            if (position < 0) {
                throw new DatasetException(file.path() + ":1: no column '" + column + "' for " + name + "=; it has "
                        + names + ": name one of them");
            }
            positions.put(column, position);
        });
    }

    /** Rejects a line end in a column that is read: a stray quote has joined several lines into one record. */
    private void checkQuotes(CsvRecord row) {
        positions.forEach((column, position) -> {
            String field = position < row.getFieldCount() ? row.getField(position) : "";
            if (field.indexOf('\n') >= 0 || field.indexOf('\r') >= 0) {
                throw new DatasetException(file.path() + ":" + lineNumber + ": column '" + column
                        + "' goes on over the end of the line; check the quotes of this line");
            }
        });
    }

    private Click click(CsvRecord row) {
        String time = required(row, columns.time());
        long atMillis;
        try {
            atMillis = columns.timeFormat().parseMillis(time);
        } catch (IllegalArgumentException e) {
            throw bad("column '" + columns.time() + "': " + e.getMessage(), e);
        }
        if (atMillis > latestMillis) {
            throw bad("column '" + columns.time() + "': '" + time + "' is in the future", null);
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
                            .map(CsvClickReader::kind)
                            .orElse(ClickKind.CLICK),
                    0,
                    columns.segments().isEmpty() ? Map.of() : segments(row));
        } catch (IllegalArgumentException e) {
            throw bad(String.valueOf(e.getMessage()), e);
        }
    }

    private static ClickKind kind(String value) {
        return Arrays.stream(ClickKind.values())
                .filter(kind -> kind.name().equalsIgnoreCase(value))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the kind is '" + value + "', expected click, like, share or hide"));
    }

    private Map<String, String> segments(CsvRecord row) {
        Map<String, String> segments = new LinkedHashMap<>();
        columns.segments()
                .forEach((name, column) -> optional(row, column).ifPresent(value -> segments.put(name, value)));
        return segments;
    }

    private String required(CsvRecord row, String column) {
        return optional(row, column).orElseThrow(() -> bad("column '" + column + "' is empty", null));
    }

    private Optional<String> optional(CsvRecord row, String column) {
        int position = positions.getOrDefault(column, Integer.MAX_VALUE);
        if (position >= row.getFieldCount()) {
            return Optional.empty();
        }
        try {
            String value = Utf8Text.strictlyOfBytes(row.getField(position)).strip();
            return value.isEmpty() ? Optional.empty() : Optional.of(value);
        } catch (CharacterCodingException e) {
            throw new BadLineException(
                    at(), "column '" + column + "' is not UTF-8 (" + e.getMessage() + ")", "convert the file", e);
        }
    }

    private String at() {
        return file.path() + ":" + lineNumber;
    }

    private BadLineException bad(String problem, @Nullable Throwable cause) {
        return new BadLineException(at(), problem, REMEDY, cause);
    }
}
