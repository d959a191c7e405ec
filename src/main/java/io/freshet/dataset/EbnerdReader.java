package io.freshet.dataset;

import io.freshet.event.Article;
import io.freshet.event.Click;
import io.freshet.event.ClickKind;
import io.freshet.event.Impression;
import io.freshet.event.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads one split, such as train, of EB-NeRD, the data set of the RecSys Challenge 2024 (Kruse et al. 2024). The files
 * are {@code behaviors.parquet} and {@code history.parquet} of the split, and {@code articles.parquet} in the same or
 * the parent directory.
 *
 * <ul>
 *   <li>An article is announced at its publication. Its body is the subtitle and the body, its tags are the topics.
 *   <li>Each entry of a history is a click at its time, with its read time as dwell time.
 *   <li>A row of behaviors is an impression of the articles in view and a click on each clicked article, at the same
 *       time. {@code next_read_time} is the dwell time if one article was clicked; the device is a segment.
 * </ul>
 *
 * <p>Times have no zone and are read as UTC. All rows are loaded into memory and sorted by time, because the files are
 * not in time order.
 */
final class EbnerdReader implements EventReader {
    static final String ARTICLES = "articles.parquet";
    static final String BEHAVIORS = "behaviors.parquet";
    static final String HISTORY = "history.parquet";

    /**
     * Maximum number of entries of each kind: articles, rows of behaviors, clicks of histories. More are an error,
     * because all are sorted in memory.
     */
    static final int ROWS_MAX = 5_000_000;

    private static final List<String> DEVICES = List.of("", "desktop", "mobile", "tablet");

    private final List<Path> files;
    private final long bytesTotal;
    private final EventContract contract;
    private final SkippedLines skipped;
    private final ArrayDeque<TimedEvent> ready = new ArrayDeque<>();
    private @Nullable Iterator<Row> rows;
    private boolean closed;
    private volatile long bytesRead;
    private volatile long events;

    /**
     * Creates a reader of one split; the files are read when the first event is requested.
     *
     * @param history may be missing
     */
    EbnerdReader(Path articles, Path behaviors, Optional<Path> history, DatasetSettings settings) {
        this.files =
                Stream.concat(Stream.of(articles, behaviors), history.stream()).toList();
        this.contract = settings.contract();
        this.skipped = new SkippedLines(settings.badLines());
        try {
            long bytes = 0;
            for (Path file : files) {
                bytes += Files.size(file);
            }
            this.bytesTotal = bytes;
        } catch (IOException e) {
            throw new DatasetException(
                    behaviors + ": cannot be opened (" + DatasetException.reason(e) + "); check that it is readable",
                    e);
        }
    }

    /** A row of one of the split's files, with the event time by which all rows are sorted. */
    private sealed interface Row {
        long atMillis();
    }

    private record Published(Article article) implements Row {
        @Override
        public long atMillis() {
            return article.publishedAtMillis();
        }
    }

    /** A click of a history; ids are numbers to save memory, since there are millions of clicks. */
    private record Read(long atMillis, long userId, long articleId, float dwellSeconds) implements Row {}

    private record Viewed(Optional<Impression> shown, List<Click> clicks, long atMillis) implements Row {}

    @Override
    public boolean hasNext() {
        if (closed) {
            return false;
        }
        Iterator<Row> remaining = rows();
        while (ready.isEmpty() && remaining.hasNext()) {
            addEvents(remaining.next());
        }
        return !ready.isEmpty();
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // One thread writes; volatile for threads that read the progress.
    public TimedEvent next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the data set has no further event");
        }
        events++;
        return ready.remove();
    }

    @Override
    public ReadProgress progress() {
        return new ReadProgress(events, skipped.count(), 0, new ReadProgress.StoredBytes(bytesRead, bytesTotal));
    }

    @Override
    public void close() {
        closed = true;
        rows = null;
        ready.clear();
    }

    private void addEvents(Row row) {
        if (row instanceof Published published) {
            ready.add(TimedEvent.Announced.of(published.article()));
        } else if (row instanceof Read read) {
            ready.add(new TimedEvent.Clicked(new Click(
                    Long.toString(read.userId()),
                    Long.toString(read.articleId()),
                    read.atMillis(),
                    null,
                    null,
                    ClickKind.CLICK,
                    read.dwellSeconds(),
                    Map.of())));
        } else if (row instanceof Viewed viewed) {
            viewed.shown().ifPresent(shown -> ready.add(new TimedEvent.Shown(shown)));
            viewed.clicks().forEach(click -> ready.add(new TimedEvent.Clicked(click)));
        }
    }

    private Iterator<Row> rows() {
        Iterator<Row> loaded = rows;
        if (loaded == null) {
            List<Row> all = new ArrayList<>();
            load(
                    0,
                    Set.of("article_id", "title", "published_time"),
                    all,
                    this::addArticle,
                    Set.of("subtitle", "body", "category_str", "topics", "url"));
            load(
                    1,
                    Set.of("user_id", "impression_time", "article_ids_inview"),
                    all,
                    this::addBehavior,
                    Set.of("article_ids_clicked", "session_id", "device_type", "next_read_time"));
            if (files.size() > 2) {
                load(
                        2,
                        Set.of("user_id", "impression_time_fixed", "article_id_fixed"),
                        all,
                        this::addHistory,
                        Set.of("read_time_fixed"));
            }
            // Articles come before clicks on them at the same time.
            all.sort(Comparator.comparingLong(Row::atMillis).thenComparing(row -> !(row instanceof Published)));
            loaded = all.iterator();
            rows = loaded;
        }
        return loaded;
    }

    @FunctionalInterface
    private interface RowDecoder {
        void decode(Fields fields, Consumer<Row> into);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // One thread writes; volatile for threads that read the progress.
    private void load(int index, Set<String> required, List<Row> into, RowDecoder decoder, Set<String> optional) {
        Path file = files.get(index);
        int before = into.size();
        try {
            ParquetRows.forEach(file, required, optional, (number, values) -> {
                List<Row> decoded = new ArrayList<>();
                try {
                    decoder.decode(new Fields(values), decoded::add);
                    into.addAll(decoded);
                } catch (RuntimeException e) {
                    // Decoders may throw any exception of their format library; the row is invalid in every case.
                    skipped.add(new BadLineException(
                            file + ":" + number, String.valueOf(e.getMessage()), "correct the row", e));
                }
                if (into.size() - before > ROWS_MAX) {
                    throw new DatasetException(file + ":" + number + ": there are more than " + ROWS_MAX
                            + " rows; use a smaller bundle, or split the file");
                }
            });
        } catch (NoClassDefFoundError missing) {
            throw new DatasetException(
                    file + ": the libraries for Parquet are not on the class path; start Freshet with the script"
                            + " freshet next to lib/parquet",
                    missing);
        }
        if (into.size() == before) {
            throw NonEmptyReader.empty(file, skipped.count());
        }
        try {
            bytesRead += Files.size(file);
        } catch (IOException e) {
            throw new DatasetException(
                    file + ": cannot be read (" + DatasetException.reason(e) + "); check that it still exists", e);
        }
    }

    private void addArticle(Fields row, Consumer<Row> into) {
        Map<String, Object> article = new LinkedHashMap<>();
        Optional<String> subtitle = row.text("subtitle");
        article.put("id", row.id("article_id"));
        row.text("title").or(() -> subtitle).ifPresent(title -> article.put("title", title));
        article.put(
                "body",
                Stream.concat(subtitle.stream(), row.text("body").stream()).reduce("", (a, b) -> a + b + "\n"));
        row.text("category_str").ifPresent(category -> article.put("category", category));
        article.put(
                "tags",
                row.list("topics").stream()
                        .map(String::valueOf)
                        .filter(tag -> tag.length() <= Limits.LABEL_CHARS_MAX)
                        .limit(Limits.TAGS_MAX)
                        .toList());
        article.put("language", "da");
        row.text("url").ifPresent(url -> article.put("url", url));
        article.put("publishedAt", EventContract.time(row.millis("published_time")));
        into.accept(new Published(contract.article(article)));
    }

    private void addHistory(Fields row, Consumer<Row> into) {
        String userId = row.id("user_id");
        List<@Nullable Object> times = row.list("impression_time_fixed");
        List<@Nullable Object> articles = row.list("article_id_fixed");
        List<@Nullable Object> dwells = row.list("read_time_fixed");
        if (times.size() != articles.size() || (!dwells.isEmpty() && dwells.size() != articles.size())) {
            throw new IllegalArgumentException("the lists of the history have " + times.size() + " times, "
                    + articles.size() + " articles and " + dwells.size() + " read times");
        }
        for (int index = 0; index < articles.size(); index++) {
            Click click = click(
                    userId,
                    Fields.id("article_id_fixed", articles.get(index)),
                    Fields.millis("impression_time_fixed", times.get(index)),
                    dwells.isEmpty() ? null : dwells.get(index),
                    Map.of());
            into.accept(new Read(
                    click.atMillis(), Long.parseLong(click.userId()), Long.parseLong(click.articleId()), (float)
                            click.dwellSeconds()));
        }
    }

    private void addBehavior(Fields row, Consumer<Row> into) {
        String userId = row.id("user_id");
        long atMillis = row.millis("impression_time");
        List<String> shownIds = row.ids("article_ids_inview");
        List<String> clickedIds = row.ids("article_ids_clicked");
        Map<String, Object> more = new LinkedHashMap<>();
        row.text("session_id").ifPresent(session -> more.put("sessionId", session));
        row.text("device_type")
                .map(Integer::parseInt)
                .filter(device -> device > 0 && device < DEVICES.size())
                .ifPresent(device -> more.put("segments", Map.of("device", DEVICES.get(device))));
        List<Click> clicks = new ArrayList<>();
        for (String articleId : clickedIds) {
            Object dwell = clickedIds.size() == 1 ? row.values().get("next_read_time") : null;
            clicks.add(click(userId, articleId, atMillis, dwell, more));
        }
        Optional<Impression> shown = shownIds.isEmpty()
                ? Optional.empty()
                : Optional.of(contract.impression(
                        Map.of("userId", userId, "articleIds", shownIds, "at", EventContract.time(atMillis))));
        into.accept(new Viewed(shown, clicks, atMillis));
    }

    /**
     * Creates a click; throws a {@link RuntimeException} if the click is invalid by the rules of the Kafka topic for
     * clicks.
     *
     * @param dwell dwell time in seconds; null or not a number if it is unknown
     * @param more further fields by name, such as {@code sessionId}
     */
    private Click click(
            String userId, String articleId, long atMillis, @Nullable Object dwell, Map<String, Object> more) {
        Map<String, Object> click = new LinkedHashMap<>(more);
        click.put("userId", userId);
        click.put("articleId", articleId);
        click.put("at", EventContract.time(atMillis));
        if (dwell instanceof Number seconds && Double.isFinite(seconds.doubleValue())) {
            click.put("dwellSeconds", seconds.doubleValue());
        }
        return contract.click(click);
    }

    /** Reads the values of one row by name of the column, and checks their types. */
    private record Fields(Map<String, Object> values) {

        String id(String column) {
            return id(column, values.get(column));
        }

        static String id(String column, @Nullable Object value) {
            if (!(value instanceof Long)) {
                throw new IllegalArgumentException("column '" + column + "' is " + value + ", expected an integer");
            }
            return value.toString();
        }

        List<String> ids(String column) {
            return list(column).stream().map(value -> id(column, value)).toList();
        }

        long millis(String column) {
            return millis(column, values.get(column));
        }

        static long millis(String column, @Nullable Object value) {
            if (!(value instanceof Instant time)) {
                throw new IllegalArgumentException("column '" + column + "' is " + value + ", expected a timestamp");
            }
            return TimeFormat.withinLimits(time.toEpochMilli(), "column '" + column + "'");
        }

        Optional<String> text(String column) {
            Object value = values.get(column);
            return value == null
                    ? Optional.empty()
                    : Optional.of(value.toString().strip()).filter(text -> !text.isEmpty());
        }

        @SuppressWarnings("unchecked") // ParquetRows creates no other lists.
        List<@Nullable Object> list(String column) {
            return values.get(column) instanceof List<?> list ? (List<@Nullable Object>) list : List.of();
        }
    }
}
