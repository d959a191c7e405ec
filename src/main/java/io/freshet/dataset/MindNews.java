package io.freshet.dataset;

import io.freshet.event.Article;
import io.freshet.event.Limits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** MIND's news that were not announced yet, by id. */
final class MindNews {
    /** Most rows of {@code news.tsv}. */
    static final int ROWS_MAX = 1_000_000;

    private static final int COLUMNS_MIN = 4;

    private final Map<String, Row> unannounced = new HashMap<>();

    /** Reads {@code news.tsv}: id, category, subcategory, title, abstract and further columns that are not used. */
    static MindNews load(StoredFile file, SkippedLines skipped) {
        MindNews news = new MindNews();
        LineReader lines = new LineReader(file);
        while (lines.advance()) {
            if (news.unannounced.size() == ROWS_MAX) {
                throw new DatasetException(lines.at() + ": more than " + ROWS_MAX + " news; split the data set");
            }
            try {
                Row row = Row.parse(lines.text(), lines.at());
                row.article(0);
                news.unannounced.put(row.id(), row);
            } catch (BadLineException e) {
                skipped.add(e);
            } catch (IllegalArgumentException e) {
                skipped.add(MindReader.bad(lines.at(), String.valueOf(e.getMessage()), e));
            }
        }
        return news;
    }

    /** The article with this publication time, on its first mention only; empty for unknown ids. */
    Optional<Article> announce(String id, long atMillis) {
        Row row = unannounced.remove(id);
        return row == null ? Optional.empty() : Optional.of(row.article(atMillis));
    }

    private record Row(
            String id, @Nullable String category, @Nullable String subcategory, String title, String body) {

        static Row parse(String line, String at) {
            String[] columns = line.split("\t", -1);
            if (columns.length < COLUMNS_MIN) {
                throw MindReader.bad(
                        at,
                        columns.length + " columns, expected at least " + COLUMNS_MIN
                                + " (id, category, subcategory, title, abstract)",
                        null);
            }
            String body = columns.length > COLUMNS_MIN ? columns[COLUMNS_MIN].strip() : "";
            return new Row(
                    columns[0].strip(),
                    blankAsNull(columns[1]),
                    blankAsNull(columns[2]),
                    columns[3].strip(),
                    body.length() > Limits.BODY_CHARS_MAX ? body.substring(0, Limits.BODY_CHARS_MAX) : body);
        }

        Article article(long atMillis) {
            List<String> tags = subcategory == null ? List.of() : List.of(subcategory);
            return new Article(id, title, body, category, tags, null, null, null, atMillis, Article.NEVER);
        }

        private static @Nullable String blankAsNull(String value) {
            return value.isBlank() ? null : value.strip();
        }
    }
}
