package io.freshet.topology.article;

import io.freshet.article.LanguageStatistics;
import io.freshet.text.LanguageDetector;
import io.freshet.text.Sentence;
import io.freshet.text.Token;
import io.freshet.text.TokenisedArticle;
import io.freshet.topology.message.ArticleText;
import io.freshet.words.WordChangeLog;
import io.freshet.words.phrase.CompoundWord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Queue of a task's articles to re-embed, newest first. An article is due after the vector of one of its words changed,
 * and after the statistics of its language doubled their number of articles. Its store keeps the texts of the newest
 * articles; the queue is in memory and may be lost. Owned by the task's thread.
 */
final class ReembeddingQueue {
    /** Maximum number of article texts stored; above the limit, deletes the text of the oldest article. */
    static final int ARTICLES_MAX = 5_000;

    private final KeyValueStore<String, ArticleText> texts;
    private final Map<String, Kept> kept = new HashMap<>();
    private final TreeSet<Age> oldestFirst = new TreeSet<>();
    private final TreeSet<Age> due = new TreeSet<>();

    /**
     * Article whose text is stored for re-embedding, with the inputs of its latest embedding. These are its language,
     * the number of articles in that language's statistics, and its distinct words.
     */
    private static final class Kept {
        final long publishedAtMillis;
        /**
         * Whether the article was loaded from the store and not embedded since. Language, statistics and terms are then
         * unknown.
         */
        final boolean restored;

        final String language;
        /** Number of articles in the statistics of the article's language when the article was embedded. */
        final long statisticsArticles;
        /**
         * Hash codes of the article's distinct terms, ascending. A compound word, such as "new york", counts as its
         * parts.
         */
        private final int[] terms;

        private Kept(long publishedAtMillis, boolean restored, String language, long statisticsArticles, int[] terms) {
            this.publishedAtMillis = publishedAtMillis;
            this.restored = restored;
            this.language = language;
            this.statisticsArticles = statisticsArticles;
            this.terms = terms;
        }

        static Kept embedded(long publishedAtMillis, String language, long statisticsArticles, int[] terms) {
            return new Kept(publishedAtMillis, false, language, statisticsArticles, terms);
        }

        static Kept restored(long publishedAtMillis) {
            return new Kept(publishedAtMillis, true, LanguageDetector.UNDETERMINED, 0, new int[0]);
        }

        boolean holds(int[] parts) {
            return IntStream.of(parts).allMatch(part -> Arrays.binarySearch(terms, part) >= 0);
        }
    }

    private record Age(long publishedAtMillis, String articleId) implements Comparable<Age> {
        @Override
        public int compareTo(Age other) {
            int order = Long.compare(publishedAtMillis, other.publishedAtMillis);
            return order != 0 ? order : articleId.compareTo(other.articleId);
        }
    }

    ReembeddingQueue(KeyValueStore<String, ArticleText> texts) {
        this.texts = texts;
    }

    /**
     * Loads all articles whose text is stored and queues them for re-embedding, newest first. Their words, by which
     * {@link #changed} finds articles, are not stored.
     *
     * @param publishedAtMillis returns the publication time of an articleId, epoch milliseconds; empty if its text is
     *     not to be kept
     */
    void restore(Function<String, OptionalLong> publishedAtMillis) {
        List<String> articleIds = new ArrayList<>();
        try (KeyValueIterator<String, ArticleText> stored = texts.all()) {
            stored.forEachRemaining(entry -> articleIds.add(entry.key));
        }
        for (String articleId : articleIds) {
            OptionalLong published = publishedAtMillis.apply(articleId);
            if (published.isEmpty()) {
                texts.delete(articleId);
                continue;
            }
            keep(articleId, Kept.restored(published.getAsLong()));
            if (kept.containsKey(articleId)) {
                due.add(new Age(published.getAsLong(), articleId));
            }
        }
    }

    /**
     * Stores the text of an article that was just embedded. Above the limit, forgets the oldest article, which may be
     * this one.
     */
    void embedded(String articleId, long publishedAtMillis, ArticleText text, TokenisedArticle words) {
        texts.put(articleId, text);
        confirmed(articleId, publishedAtMillis, text, words);
    }

    /** Records that the stored embedding of an article was checked and is up to date. */
    void confirmed(String articleId, long publishedAtMillis, ArticleText text, TokenisedArticle words) {
        String language = LanguageDetector.primary(words.language()).intern();
        keep(articleId, Kept.embedded(publishedAtMillis, language, text.statisticsArticles(), terms(words)));
    }

    /** The stored text of an article; empty if none is stored. */
    Optional<ArticleText> text(String articleId) {
        return Optional.ofNullable(texts.get(articleId));
    }

    /** Whether the text of an article was stored before the start and the article was not embedded since. */
    boolean isRestored(String articleId) {
        Kept article = kept.get(articleId);
        return article != null && article.restored;
    }

    /**
     * Whether a language's statistics have at least doubled their number of articles since an article was embedded.
     *
     * @param articlesThen number of articles when an article was embedded
     * @param articlesNow current number of articles
     */
    static boolean hasDoubled(long articlesThen, long articlesNow) {
        return articlesNow > 1 && articlesNow >= 2 * Math.max(1, articlesThen);
    }

    private void keep(String articleId, Kept article) {
        removeEntry(articleId);
        kept.put(articleId, article);
        oldestFirst.add(new Age(article.publishedAtMillis, articleId));
        if (kept.size() > ARTICLES_MAX) {
            forget(oldestFirst.first().articleId());
        }
    }

    /** Deletes the text of an article and takes the article out of the queue. */
    void forget(String articleId) {
        removeEntry(articleId);
        texts.delete(articleId);
    }

    private void removeEntry(String articleId) {
        Kept article = kept.remove(articleId);
        if (article != null) {
            Age age = new Age(article.publishedAtMillis, articleId);
            oldestFirst.remove(age);
            due.remove(age);
        }
    }

    /**
     * Queues the articles whose embedding is outdated by changed words or by grown language statistics. These are the
     * articles that contain a changed word, and the articles whose language's statistics hold at least twice as many
     * articles as at the time of embedding; all articles if any word may have changed.
     */
    void changed(WordChangeLog.Changes changes, LanguageStatistics statistics) {
        List<int[]> changedWords = changes.words().stream()
                .distinct()
                .map(ReembeddingQueue::partsOf)
                .toList();
        // Looks each language up once: there are few languages and many articles.
        Map<String, Long> articles = new HashMap<>();
        kept.forEach((articleId, article) -> {
            boolean settled = hasDoubled(
                    article.statisticsArticles, articles.computeIfAbsent(article.language, statistics::articles));
            if (changes.anyWord() || settled || changedWords.stream().anyMatch(word -> article.holds(word))) {
                due.add(new Age(article.publishedAtMillis, articleId));
            }
        });
    }

    /** Removes the most recently published article from the queue and returns its id; empty if the queue is empty. */
    Optional<String> takeDue() {
        Age newest = due.pollLast();
        return newest == null ? Optional.empty() : Optional.of(newest.articleId());
    }

    /** Hash codes of the parts of a compound word, or of the word itself if it has no parts. */
    private static int[] partsOf(String word) {
        return CompoundWord.parts(word).isEmpty()
                ? new int[] {word.hashCode()}
                : CompoundWord.parts(word).stream().mapToInt(String::hashCode).toArray();
    }

    private static int[] terms(TokenisedArticle words) {
        return Stream.of(words.title(), words.body())
                .flatMap(text -> text.sentences().stream())
                .map(Sentence::tokens)
                .flatMap(List::stream)
                .map(Token::term)
                .mapToInt(String::hashCode)
                .sorted()
                .distinct()
                .toArray();
    }
}
