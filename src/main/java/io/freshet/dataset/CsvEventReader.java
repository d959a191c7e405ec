package io.freshet.dataset;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads articles or clicks from a CSV file (RFC 4180, UTF-8) whose first line names the columns. Columns that are not
 * mapped may contain anything.
 *
 * <p>A stray quote cannot swallow rows. A row continues over line ends within a quoted field only if the result is a
 * valid event and none of the further lines looks like a row. Otherwise only the first line is bad, and reading
 * continues with the second. So each line of the file belongs to exactly one event or is counted as skipped.
 */
final class CsvEventReader extends RecordReader {
    /** Maximum number of lines over which one row may continue within quotes; beyond, its first line is a bad line. */
    static final int ROW_LINES_MAX = 10_000;

    private static final String REMEDY = "correct the line";

    private final StoredFile file;
    private final CsvColumns columns;
    private final EventContract contract;
    private final LineReader lines;
    /**
     * Lines to be read again, each as one row, because the multi-line row into which they had been joined was rejected.
     */
    private final ArrayDeque<Line> ahead = new ArrayDeque<>();

    private @Nullable CsvLayout layout;

    CsvEventReader(StoredFile file, CsvColumns columns, DatasetSettings settings) {
        super(file, settings.badLines());
        this.file = file;
        this.columns = columns;
        this.contract = settings.contract();
        this.lines = new LineReader(file);
    }

    /**
     * A line of the file, not decoded: each character of {@code text} is one byte. Each field is decoded strictly from
     * UTF-8 later.
     */
    private record Line(long number, String text) {}

    @Override
    boolean readRecord(Consumer<TimedEvent> events) {
        CsvLayout current = layout;
        if (current == null) {
            Optional<Line> header = nextLine();
            if (header.isEmpty()) {
                return false;
            }
            current = layout(header.get());
            layout = current;
        }
        Optional<Line> first = nextLine();
        if (first.isEmpty()) {
            return false;
        }
        events.accept(event(current, first.get()));
        return true;
    }

    private Optional<Line> nextLine() {
        if (!ahead.isEmpty()) {
            return Optional.of(ahead.remove());
        }
        return lines.advance()
                ? Optional.of(new Line(lines.lineNumber(), new String(lines.bytes(), StandardCharsets.ISO_8859_1)))
                : Optional.empty();
    }

    private CsvLayout layout(Line header) {
        try {
            if (CsvRow.endsInQuotes(header.text(), false)) {
                throw new IllegalArgumentException(
                        "a quote is opened and not closed; correct the names of the columns");
            }
            List<String> names = CsvRow.fields(header.text()).stream()
                    .map(name -> Utf8Text.ofBytes(name).strip())
                    .toList();
            return columns.layout(names, String.valueOf(file.path().getFileName()));
        } catch (IllegalArgumentException e) {
            throw new DatasetException(at(header) + ": " + e.getMessage(), e);
        }
    }

    private TimedEvent event(CsvLayout current, Line first) {
        if (!CsvRow.endsInQuotes(first.text(), false)) {
            return event(current, first, first.text());
        }
        List<Line> further = new ArrayList<>();
        try {
            return event(current, first, joined(current, first, further));
        } catch (BadLineException e) {
            for (int index = further.size() - 1; index >= 0; index--) {
                ahead.addFirst(further.get(index));
            }
            throw e;
        }
    }

    /**
     * Joins the line {@code first}, which ends within quotes, with the next lines up to the closing quote. All further
     * lines read are added to {@code further}.
     */
    private String joined(CsvLayout current, Line first, List<Line> further) {
        StringBuilder text = new StringBuilder(first.text());
        boolean open = true;
        while (open) {
            Optional<Line> next = nextLine();
            next.ifPresent(further::add);
            if (next.isEmpty()
                    || further.size() >= ROW_LINES_MAX
                    || text.length() + next.get().text().length() > LineReader.LINE_BYTES_MAX
                    || isRow(current, next.get().text())) {
                throw bad(first, "a quote is opened and not closed", "remove the quote or double it", null);
            }
            text.append('\n').append(next.get().text());
            open = CsvRow.endsInQuotes(next.get().text(), true);
        }
        return text.toString();
    }

    /**
     * Whether a line looks like a row of its own, not like the continuation of a quoted field. Texts of articles may
     * contain line ends and quotes, so a line of an article file must be a complete row. In files of clicks quotes are
     * ignored, because the second of two stray quotes closes the first.
     */
    private boolean isRow(CsvLayout current, String text) {
        boolean article = current.kind() == EventKind.ARTICLE;
        if (article && CsvRow.endsInQuotes(text, false)) {
            return false;
        }
        try {
            List<String> fields = CsvRow.fields(article ? text : text.replace("\"", ""));
            if (fields.size() != current.columns()) {
                return false;
            }
            columns.timeFormat()
                    .parseMillis(
                            Utf8Text.ofBytes(fields.get(current.timePosition())).strip());
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private TimedEvent event(CsvLayout current, Line first, String text) {
        List<String> row;
        try {
            row = CsvRow.fields(text);
        } catch (IllegalArgumentException e) {
            throw bad(first, String.valueOf(e.getMessage()), "remove the quote or double it", e);
        }
        if (row.size() > current.columns()) {
            throw bad(
                    first,
                    "the row has " + row.size() + " columns, the first line names " + current.columns(),
                    "put quotes around a field with a comma",
                    null);
        }
        Fields fields = new Fields(current, first, row);
        Map<String, Object> values = current.kind() == EventKind.ARTICLE ? articleFields(fields) : clickFields(fields);
        try {
            return current.kind() == EventKind.ARTICLE
                    ? TimedEvent.Announced.of(contract.article(values))
                    : new TimedEvent.Clicked(contract.click(values));
        } catch (RuntimeException e) {
            // Decoders may throw any exception of their format library; the line is invalid in every case.
            throw bad(first, String.valueOf(e.getMessage()), REMEDY, e);
        }
    }

    private Map<String, Object> clickFields(Fields fields) {
        Map<String, Object> click = new LinkedHashMap<>();
        click.put("userId", fields.required("user"));
        click.put("articleId", fields.required("article"));
        click.put("at", fields.time("time").orElseThrow(() -> fields.empty("time")));
        fields.optional("event").ifPresent(value -> click.put("eventId", value));
        fields.optional("session").ifPresent(value -> click.put("sessionId", value));
        fields.optional("kind").ifPresent(value -> click.put("kind", value.toLowerCase(Locale.ROOT)));
        fields.number("dwell").ifPresent(value -> click.put("dwellSeconds", value));
        Map<String, String> segments = fields.segments();
        if (!segments.isEmpty()) {
            click.put("segments", segments);
        }
        return click;
    }

    private Map<String, Object> articleFields(Fields fields) {
        Map<String, Object> article = new LinkedHashMap<>();
        article.put("id", fields.required("id"));
        article.put("title", fields.required("title"));
        for (String name : List.of("body", "category", "language", "source", "url")) {
            fields.optional(name).ifPresent(value -> article.put(name, value));
        }
        fields.optional("tags").ifPresent(value -> article.put("tags", List.of(value.split("[,;|]"))));
        article.put("publishedAt", fields.time("publishedAt").orElseThrow(() -> fields.empty("publishedAt")));
        fields.time("expiresAt").ifPresent(value -> article.put("expiresAt", value));
        return article;
    }

    private String at(Line line) {
        return file.path() + ":" + line.number();
    }

    private BadLineException bad(Line line, String problem, String remedy, @Nullable Throwable cause) {
        return new BadLineException(at(line), problem, remedy, cause);
    }

    /**
     * Reads fields of one row by their names in {@link CsvColumns}; throws {@link BadLineException} if a field is
     * invalid or a required field is empty.
     */
    private final class Fields {
        private final CsvLayout current;
        private final Line line;
        private final List<String> row;

        Fields(CsvLayout current, Line line, List<String> row) {
            this.current = current;
            this.line = line;
            this.row = row;
        }

        String required(String name) {
            return optional(name).orElseThrow(() -> empty(name));
        }

        Optional<String> optional(String name) {
            Integer position = current.positions().get(name);
            return position == null ? Optional.empty() : text(position);
        }

        Optional<String> time(String name) {
            return optional(name).map(value -> {
                try {
                    return EventContract.time(columns.timeFormat().parseMillis(value));
                } catch (IllegalArgumentException e) {
                    throw bad(line, "column '" + column(name) + "': " + e.getMessage(), REMEDY, e);
                }
            });
        }

        Optional<Double> number(String name) {
            return optional(name).map(value -> {
                try {
                    double number = Double.parseDouble(value);
                    if (Double.isFinite(number)) {
                        return number;
                    }
                } catch (NumberFormatException notANumber) {
                    // Rejected below, like a number that is not finite.
                }
                throw bad(line, "column '" + column(name) + "': '" + value + "' is not a number", REMEDY, null);
            });
        }

        Map<String, String> segments() {
            Map<String, String> segments = new LinkedHashMap<>();
            current.segments()
                    .forEach((name, position) -> text(position).ifPresent(value -> segments.put(name, value)));
            return segments;
        }

        BadLineException empty(String name) {
            return bad(line, "column '" + column(name) + "' is empty", REMEDY, null);
        }

        private String column(String name) {
            Integer position = current.positions().get(name);
            return position == null ? name : current.header().get(position);
        }

        private Optional<String> text(int position) {
            if (position >= row.size()) {
                return Optional.empty();
            }
            try {
                String value = Utf8Text.strictlyOfBytes(row.get(position)).strip();
                return value.isEmpty() ? Optional.empty() : Optional.of(value);
            } catch (CharacterCodingException e) {
                throw bad(line, "column '" + current.header().get(position) + "' is not UTF-8", Utf8Text.REMEDY, e);
            }
        }
    }
}
