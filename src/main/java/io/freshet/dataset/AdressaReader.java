package io.freshet.dataset;

import io.freshet.event.Article;
import io.freshet.event.Click;
import io.freshet.event.Limits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Reads one day of the Adressa data set (Gulla et al. 2017): one JSON object per line, each a page view of a Norwegian
 * news portal.
 *
 * <p>A view of an article ({@code id}) is a click of {@code userId} at {@code time} (epoch seconds) with
 * {@code activeTime} (seconds) as dwell time. {@code deviceType}, {@code region} and {@code referrerHostClass} are
 * segments. The first view with a {@code title} announces the article: {@code category1} and {@code keywords} are its
 * category and tags, {@code publishtime} its publication if it is not later than the view. A view without an
 * {@code id}, mostly of the home page, is ignored. {@code sessionStart} and {@code sessionStop} are not used.
 */
final class AdressaReader extends RecordReader {
    /** Maximum number of articles announced over all days of a data set; more are an error. */
    static final int ARTICLES_MAX = 1_000_000;

    private static final Map<String, String> SEGMENTS =
            Map.of("deviceType", "device", "region", "region", "referrerHostClass", "referrer");
    private static final Pattern LIST_SEPARATOR = Pattern.compile("[,|]");

    private final LineReader lines;
    private final JsonObjects objects;
    private final EventContract contract;
    private final Set<String> announced;

    /**
     * Creates a reader of one day, which does not announce the articles in {@code announced} again.
     *
     * @param announced ids of articles announced on earlier days; ids of this day are added
     */
    AdressaReader(StoredFile file, DatasetSettings settings, Set<String> announced) {
        super(file, settings.badLines());
        this.lines = new LineReader(file);
        this.objects = settings.objects();
        this.contract = settings.contract();
        this.announced = announced;
    }

    /** Whether a line has the fields of Adressa's format. */
    static boolean matches(String line) {
        return line.contains("\"eventId\"")
                && line.contains("\"userId\"")
                && line.contains("\"time\"")
                && (line.contains("\"url\"") || line.contains("\"canonicalUrl\""))
                && !line.contains("\"articleId\"");
    }

    @Override
    boolean readRecord(Consumer<TimedEvent> events) {
        if (!lines.advance()) {
            return false;
        }
        try {
            Map<String, Object> view = objects.read(lines.text());
            if (text(view, "id").isEmpty()) {
                countIgnored();
                return true;
            }
            Click click = click(view);
            Optional<Article> article = article(view, click);
            article.ifPresent(found -> events.accept(new TimedEvent.Announced(found, click.atMillis())));
            events.accept(new TimedEvent.Clicked(click));
            return true;
        } catch (DatasetException e) {
            throw e;
        } catch (RuntimeException e) {
            // Decoders may throw any exception of their format library; the line is invalid in every case.
            throw new BadLineException(lines.at(), String.valueOf(e.getMessage()), "correct the line", e);
        }
    }

    private Click click(Map<String, Object> view) {
        Map<String, Object> click = new LinkedHashMap<>();
        text(view, "userId").ifPresent(value -> click.put("userId", value));
        text(view, "id").ifPresent(value -> click.put("articleId", value));
        text(view, "eventId").ifPresent(value -> click.put("eventId", value));
        text(view, "time")
                .ifPresent(value -> click.put("at", EventContract.time(TimeFormat.EPOCH_SECONDS.parseMillis(value))));
        text(view, "activeTime").ifPresent(value -> click.put("dwellSeconds", Double.parseDouble(value)));
        Map<String, String> segments = new LinkedHashMap<>();
        SEGMENTS.forEach((field, segment) -> text(view, field).ifPresent(value -> segments.put(segment, value)));
        click.put("segments", segments);
        return contract.click(click);
    }

    private Optional<Article> article(Map<String, Object> view, Click click) {
        Optional<String> title = text(view, "title");
        if (title.isEmpty() || announced.contains(click.articleId())) {
            return Optional.empty();
        }
        List<String> categories = list(view, "category1");
        Set<String> tags = new LinkedHashSet<>(categories.subList(Math.min(1, categories.size()), categories.size()));
        tags.addAll(list(view, "keywords"));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", click.articleId());
        fields.put("title", title.get());
        categories.stream().findFirst().ifPresent(category -> fields.put("category", category));
        fields.put("tags", tags.stream().limit(Limits.TAGS_MAX).toList());
        text(view, "canonicalUrl").or(() -> text(view, "url")).ifPresent(url -> fields.put("url", url));
        fields.put("publishedAt", EventContract.time(publishedAtMillis(view, click.atMillis())));
        Article article = contract.article(fields);
        announced.add(article.id());
        if (announced.size() > ARTICLES_MAX) {
            throw new DatasetException(
                    lines.at() + ": there are more than " + ARTICLES_MAX + " articles; read fewer days at once");
        }
        return Optional.of(article);
    }

    /**
     * Publication time of the article viewed; the time of the view if the publication time is unknown or, after a
     * correction, later than the view.
     */
    private static long publishedAtMillis(Map<String, Object> view, long viewedAtMillis) {
        try {
            return text(view, "publishtime")
                    .map(TimeFormat.AUTO::parseMillis)
                    .filter(millis -> millis <= viewedAtMillis)
                    .orElse(viewedAtMillis);
        } catch (IllegalArgumentException invalidTime) {
            return viewedAtMillis;
        }
    }

    private static List<String> list(Map<String, Object> view, String field) {
        List<String> parts = new ArrayList<>();
        if (view.get(field) instanceof List<?> values) {
            values.forEach(value -> parts.add(String.valueOf(value)));
        } else {
            text(view, field).ifPresent(value -> parts.addAll(Arrays.asList(LIST_SEPARATOR.split(value))));
        }
        return parts.stream()
                .map(String::strip)
                .filter(part -> !part.isEmpty() && part.length() <= Limits.LABEL_CHARS_MAX)
                .toList();
    }

    private static Optional<String> text(Map<String, Object> view, String field) {
        Object value = view.get(field);
        return value instanceof String || value instanceof Number
                ? Optional.of(String.valueOf(value).strip()).filter(text -> !text.isEmpty())
                : Optional.empty();
    }
}
