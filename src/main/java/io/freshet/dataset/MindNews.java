package io.freshet.dataset;

import io.freshet.event.Article;
import io.freshet.event.Limits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Articles of the MIND data set, by id, for which no announcement was emitted yet. */
final class MindNews {
    /** Maximum number of articles in {@code news.tsv}; more are an error. */
    static final int ROWS_MAX = 1_000_000;

    private static final int COLUMNS_MIN = 4;

    private static final String PLACEHOLDER_TIME = EventContract.time(Limits.TIME_MILLIS_MIN);

    /** Articles not announced yet, by id; until then, their publication time is {@link #PLACEHOLDER_TIME}. */
    private final Map<String, Article> unannounced = new HashMap<>();

    /**
     * Loads all articles from {@code news.tsv}. The columns are id, category, subcategory, title, abstract and further,
     * unused ones.
     */
    static MindNews load(StoredFile file, EventContract contract, SkippedLines skipped) {
        MindNews news = new MindNews();
        LineReader lines = new LineReader(file);
        while (lines.advance()) {
            if (news.unannounced.size() == ROWS_MAX) {
                throw new DatasetException(
                        lines.at() + ": there are more than " + ROWS_MAX + " news; split the data set");
            }
            try {
                Article article = article(lines.text(), lines.at(), contract);
                news.unannounced.put(article.id(), article);
            } catch (BadLineException e) {
                skipped.add(e);
            }
        }
        if (news.unannounced.isEmpty()) {
            throw NonEmptyReader.empty(file.path(), skipped.count());
        }
        return news;
    }

    /**
     * Removes the article with this id and returns it with the publication time {@code atMillis}; empty if the id is
     * unknown or was announced before.
     */
    Optional<Article> announce(String id, long atMillis) {
        Article article = unannounced.remove(id);
        return article == null
                ? Optional.empty()
                : Optional.of(article.toBuilder().publishedAtMillis(atMillis).build());
    }

    private static Article article(String line, String at, EventContract contract) {
        String[] columns = line.split("\t", -1);
        if (columns.length < COLUMNS_MIN) {
            throw MindReader.bad(
                    at,
                    "the row has " + columns.length + " columns, expected at least " + COLUMNS_MIN
                            + " (id, category, subcategory, title, abstract)",
                    null);
        }
        try {
            return contract.article(Map.of(
                    "id",
                    columns[0].strip(),
                    "category",
                    columns[1],
                    "tags",
                    List.of(columns[2]),
                    "title",
                    columns[3].strip(),
                    "body",
                    columns.length > COLUMNS_MIN ? columns[COLUMNS_MIN].strip() : "",
                    "publishedAt",
                    PLACEHOLDER_TIME));
        } catch (RuntimeException e) {
            throw MindReader.bad(at, String.valueOf(e.getMessage()), e);
        }
    }
}
