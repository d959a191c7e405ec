package io.freshet.dataset;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Names of the columns of CSV files that hold the fields of clicks and of articles. Fields of articles and of clicks
 * have different names, so one mapping covers a directory with files of both kinds. At least one kind is mapped.
 *
 * @param clicks column by {@linkplain #CLICK field} of a click; empty if there are no files of clicks
 * @param articles column by {@linkplain #ARTICLE field} of an article; empty if there are no files of articles
 * @param segments column by segment name, for clicks
 * @param timeFormat format of the times
 */
public record CsvColumns(
        Map<String, String> clicks, Map<String, String> articles, Map<String, String> segments, TimeFormat timeFormat) {

    static final List<String> CLICK_REQUIRED = List.of("user", "article", "time");
    static final List<String> ARTICLE_REQUIRED = List.of("id", "title", "publishedAt");

    private static final Set<String> CLICK = Set.of("user", "article", "time", "session", "event", "kind", "dwell");
    private static final Set<String> ARTICLE =
            Set.of("id", "title", "body", "category", "tags", "language", "source", "url", "publishedAt", "expiresAt");
    private static final String EXPECTED =
            "expected, for clicks, user=COLUMN,article=COLUMN,time=COLUMN and optionally session=, event=, kind=, dwell=,"
                    + " segment.NAME=; for articles, id=COLUMN,title=COLUMN,publishedAt=COLUMN and optionally body=,"
                    + " category=, tags=, language=, source=, url=, expiresAt=";
    private static final String SEGMENT_PREFIX = "segment.";

    public CsvColumns {
        clicks = Map.copyOf(clicks);
        articles = Map.copyOf(articles);
        segments = Map.copyOf(segments);
        if (clicks.isEmpty() && articles.isEmpty()) {
            throw new IllegalArgumentException("no column is mapped; " + EXPECTED);
        }
        if (!clicks.isEmpty() || !segments.isEmpty()) {
            checkComplete(clicks, CLICK_REQUIRED);
        }
        if (!articles.isEmpty()) {
            checkComplete(articles, ARTICLE_REQUIRED);
        }
    }

    /**
     * Parses the value of the option {@code --columns}, such as
     * {@code user=user_id,article=click_article_id,time=click_timestamp}.
     *
     * @throws IllegalArgumentException if a name is unknown, repeated or missing
     */
    public static CsvColumns parse(String text, TimeFormat timeFormat) {
        Map<String, String> clicks = new LinkedHashMap<>();
        Map<String, String> articles = new LinkedHashMap<>();
        Map<String, String> segments = new LinkedHashMap<>();
        List<String> unknown = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? "" : part.substring(0, equals).strip();
            String column = part.substring(equals + 1).strip();
            if (name.isEmpty() || column.isEmpty()) {
                throw new IllegalArgumentException("'" + part + "' names no column; " + EXPECTED);
            }
            String previous = null;
            if (name.startsWith(SEGMENT_PREFIX)) {
                previous = segments.put(name.substring(SEGMENT_PREFIX.length()), column);
            } else if (CLICK.contains(name)) {
                previous = clicks.put(name, column);
            } else if (ARTICLE.contains(name)) {
                previous = articles.put(name, column);
            } else {
                unknown.add(name);
            }
            if (previous != null) {
                throw new IllegalArgumentException("'" + name + "' is given twice; " + EXPECTED);
            }
        }
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("unknown name " + unknown + "; " + EXPECTED);
        }
        return new CsvColumns(clicks, articles, segments, timeFormat);
    }

    /**
     * Determines from the header of a file whether its rows are clicks or articles, and which column holds which field.
     *
     * @throws IllegalArgumentException if the header has the required columns of neither kind, or of both and the name
     *     of the file does not decide
     */
    CsvLayout layout(List<String> header, String fileName) {
        Optional<CsvLayout> click =
                hasRequired(clicks, CLICK_REQUIRED, header) ? Optional.of(clickLayout(header)) : Optional.empty();
        Optional<CsvLayout> article = hasRequired(articles, ARTICLE_REQUIRED, header)
                ? Optional.of(new CsvLayout(EventKind.ARTICLE, positions(articles, header), Map.of(), header))
                : Optional.empty();
        if (click.isPresent() && article.isPresent()) {
            if (fileName.startsWith("articles")) {
                return article.get();
            }
            if (fileName.startsWith("clicks")) {
                return click.get();
            }
            throw new IllegalArgumentException("the file has the columns of clicks and of articles; "
                    + "name the file clicks* or articles*, or map only one kind with --columns");
        }
        return click.or(() -> article).orElseThrow(() -> new IllegalArgumentException(missing(header, fileName)));
    }

    private CsvLayout clickLayout(List<String> header) {
        return new CsvLayout(EventKind.CLICK, positions(clicks, header), positions(segments, header), header);
    }

    private static boolean hasRequired(Map<String, String> columns, List<String> required, List<String> header) {
        return !columns.isEmpty() && required.stream().allMatch(name -> header.contains(columns.get(name)));
    }

    private static Map<String, Integer> positions(Map<String, String> columns, List<String> header) {
        Map<String, Integer> positions = new LinkedHashMap<>();
        columns.forEach((name, column) -> {
            int position = header.indexOf(column);
            if (position < 0) {
                throw new IllegalArgumentException("no column '" + column + "' for " + name + "=; the columns are "
                        + shown(header) + ": name one of them");
            }
            if (header.lastIndexOf(column) != position) {
                throw new IllegalArgumentException(
                        "column '" + column + "' for " + name + "= occurs twice; rename one of them");
            }
            positions.put(name, position);
        });
        return positions;
    }

    private String missing(List<String> header, String fileName) {
        boolean isArticle = !articles.isEmpty() && (clicks.isEmpty() || fileName.startsWith("articles"));
        Map<String, String> columns = isArticle ? articles : clicks;
        String names = (isArticle ? ARTICLE_REQUIRED : CLICK_REQUIRED)
                .stream()
                        .filter(name -> !header.contains(columns.get(name)))
                        .map(name -> "'" + columns.get(name) + "' for " + name + "=")
                        .collect(Collectors.joining(", "));
        String other = articles.isEmpty() || clicks.isEmpty()
                ? "; for a file of " + (isArticle ? "clicks" : "articles") + " add "
                        + (isArticle ? CLICK_REQUIRED : ARTICLE_REQUIRED)
                                .stream().map(name -> name + "=").collect(Collectors.joining(", "))
                : "";
        return "no column " + names + "; the columns are " + shown(header)
                + (header.size() == 1 ? ", separated by commas" : "")
                + ": name one of them in --columns" + other;
    }

    private static String shown(List<String> header) {
        String text = header.toString();
        return text.length() <= 300 ? text : text.substring(0, 300) + "...";
    }

    private static void checkComplete(Map<String, String> columns, List<String> required) {
        for (String name : required) {
            if (!columns.containsKey(name)) {
                throw new IllegalArgumentException("'" + name + "=' is missing; " + EXPECTED);
            }
        }
    }
}
