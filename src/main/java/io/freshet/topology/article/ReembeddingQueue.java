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
 * The articles of one task whose text is kept, and which of them are due to be understood again: those that hold a word
 * which was learned or has moved since, and those from when the statistics of their language were of half as many as now. The
 * newest are due first. The store behind it holds the texts; what is due is in memory only and can be lost. Owned by the
 * task's thread.
 */
final class ReembeddingQueue {
    private final KeyValueStore<String, ArticleText> texts;
    private final int articlesMax;
    private final Map<String, Kept> kept = new HashMap<>();
    private final TreeSet<Age> oldestFirst = new TreeSet<>();
    private final TreeSet<Age> due = new TreeSet<>();

    /**
     * One article: how many articles the statistics of its language were of when it was last understood, and the hashes of its words as the
     * tokeniser sees them, in rising order. Of one that was restored neither is known.
     */
    private static final class Kept {
        final long publishedAtMillis;
        final boolean restored;
        final String language;
        final long statisticsArticles;
        private final int[] terms;

        private Kept(long publishedAtMillis, boolean restored, String language, long statisticsArticles, int[] terms) {
            this.publishedAtMillis = publishedAtMillis;
            this.restored = restored;
            this.language = language;
            this.statisticsArticles = statisticsArticles;
            this.terms = terms;
        }

        static Kept understood(long publishedAtMillis, String language, long statisticsArticles, int[] terms) {
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

    /** @param articlesMax beyond which the oldest are no longer kept */
    ReembeddingQueue(KeyValueStore<String, ArticleText> texts, int articlesMax) {
        this.texts = texts;
        this.articlesMax = articlesMax;
    }

    /**
     * Takes up what the store holds. Each has to be looked at to know by what it was understood: it is due.
     *
     * @param publishedAtMillis of an article by its id, empty where it is not to be kept any more
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

    /** An article was understood from this text. Where that is one too many the oldest leaves, perhaps itself. */
    void understood(String articleId, long publishedAtMillis, ArticleText text, TokenisedArticle words) {
        texts.put(articleId, text);
        confirmed(articleId, publishedAtMillis, text, words);
    }

    /** A kept article was looked at and is understood by what is known now. */
    void confirmed(String articleId, long publishedAtMillis, ArticleText text, TokenisedArticle words) {
        String language = LanguageDetector.primary(words.language()).intern();
        keep(articleId, Kept.understood(publishedAtMillis, language, text.statisticsArticles(), terms(words)));
    }

    /** The text of an article, empty if it is not kept. */
    Optional<ArticleText> text(String articleId) {
        return Optional.ofNullable(texts.get(articleId));
    }

    /** Whether it is kept and was not looked at since the start. */
    boolean isRestored(String articleId) {
        Kept article = kept.get(articleId);
        return article != null && article.restored;
    }

    /** Whether statistics of this many articles say more than those of as many as there were then. */
    static boolean hasSettled(long articlesThen, long articlesNow) {
        return articlesNow > 1 && articlesNow >= 2 * Math.max(1, articlesThen);
    }

    private void keep(String articleId, Kept article) {
        letGo(articleId);
        kept.put(articleId, article);
        oldestFirst.add(new Age(article.publishedAtMillis, articleId));
        if (kept.size() > articlesMax) {
            forget(oldestFirst.first().articleId());
        }
    }

    /** The article is no longer kept. */
    void forget(String articleId) {
        letGo(articleId);
        texts.delete(articleId);
    }

    private void letGo(String articleId) {
        Kept article = kept.remove(articleId);
        if (article != null) {
            Age age = new Age(article.publishedAtMillis, articleId);
            oldestFirst.remove(age);
            due.remove(age);
        }
    }

    /** Takes note of what is known now that was not known when the articles were understood. */
    void learned(WordChangeLog.Since changes, LanguageStatistics statistics) {
        List<int[]> changed = changes.words().stream()
                .distinct()
                .map(ReembeddingQueue::partsOf)
                .toList();
        // Few languages and many articles: each language is looked up once.
        Map<String, Long> articles = new HashMap<>();
        kept.forEach((articleId, article) -> {
            boolean settled = hasSettled(
                    article.statisticsArticles, articles.computeIfAbsent(article.language, statistics::articles));
            if (changes.all() || settled || changed.stream().anyMatch(word -> article.holds(word))) {
                due.add(new Age(article.publishedAtMillis, articleId));
            }
        });
    }

    /** The newest article that is due, which is due no more; empty if none is. */
    Optional<String> takeDue() {
        Age newest = due.pollLast();
        return newest == null ? Optional.empty() : Optional.of(newest.articleId());
    }

    /** The hashes of the words that the tokeniser sees of a word. */
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
