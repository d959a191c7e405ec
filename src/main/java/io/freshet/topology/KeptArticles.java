package io.freshet.topology;

import io.freshet.embedding.CompoundWord;
import io.freshet.embedding.TokenisedArticle;
import io.freshet.embedding.WordChanges;
import io.freshet.text.Sentence;
import io.freshet.text.Token;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The articles of one task whose text is kept, and which of them are due to be understood again: those that hold a word
 * which was learned or has moved since, and those from when the mean of all articles stood for half as many as now. The
 * newest are due first. Owned by the task's thread; all of it can be lost.
 */
final class KeptArticles {
    private final int articlesMax;
    private final Map<String, Kept> kept = new HashMap<>();
    private final TreeSet<Age> oldestFirst = new TreeSet<>();
    private final TreeSet<Age> due = new TreeSet<>();

    /**
     * One article: how many articles the mean stood for when it was last understood, and the hashes of its words as the
     * tokeniser sees them, in rising order. Of one that was restored neither is known.
     */
    private static final class Kept {
        final long publishedAtMillis;
        final boolean restored;
        final long statisticsArticles;
        private final int[] terms;

        private Kept(long publishedAtMillis, boolean restored, long statisticsArticles, int[] terms) {
            this.publishedAtMillis = publishedAtMillis;
            this.restored = restored;
            this.statisticsArticles = statisticsArticles;
            this.terms = terms;
        }

        static Kept understood(long publishedAtMillis, long statisticsArticles, int[] terms) {
            return new Kept(publishedAtMillis, false, statisticsArticles, terms);
        }

        static Kept restored(long publishedAtMillis) {
            return new Kept(publishedAtMillis, true, 0, new int[0]);
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
    KeptArticles(int articlesMax) {
        this.articlesMax = articlesMax;
    }

    /**
     * An article was understood, or found to be understood by what is known now.
     *
     * @param statisticsArticles how many articles the mean stood for when it was understood
     * @return one that is no longer kept for it, perhaps itself
     */
    Optional<String> understood(
            String articleId, long publishedAtMillis, long statisticsArticles, TokenisedArticle words) {
        return keep(articleId, Kept.understood(publishedAtMillis, statisticsArticles, terms(words)));
    }

    /** As {@link #understood}, of an article that has to be looked at to know by what it was understood: it is due. */
    Optional<String> restored(String articleId, long publishedAtMillis) {
        Optional<String> left = keep(articleId, Kept.restored(publishedAtMillis));
        if (kept.containsKey(articleId)) {
            due.add(new Age(publishedAtMillis, articleId));
        }
        return left;
    }

    /** Whether it is kept and was not looked at since the start. */
    boolean isRestored(String articleId) {
        Kept article = kept.get(articleId);
        return article != null && article.restored;
    }

    /** Whether the mean of so many articles says more than that of as many as there were then. */
    static boolean hasSettled(long articlesThen, long articlesNow) {
        return articlesNow > 1 && articlesNow >= 2 * Math.max(1, articlesThen);
    }

    private Optional<String> keep(String articleId, Kept article) {
        forget(articleId);
        kept.put(articleId, article);
        oldestFirst.add(new Age(article.publishedAtMillis, articleId));
        if (kept.size() <= articlesMax) {
            return Optional.empty();
        }
        String oldest = oldestFirst.first().articleId();
        forget(oldest);
        return Optional.of(oldest);
    }

    void forget(String articleId) {
        Kept article = kept.remove(articleId);
        if (article != null) {
            Age age = new Age(article.publishedAtMillis, articleId);
            oldestFirst.remove(age);
            due.remove(age);
        }
    }

    /** Takes note of what is known now that was not known when the articles were understood. */
    void learned(WordChanges.Since changes, long statisticsArticles) {
        List<int[]> changed =
                changes.words().stream().distinct().map(KeptArticles::partsOf).toList();
        kept.forEach((articleId, article) -> {
            boolean settled = hasSettled(article.statisticsArticles, statisticsArticles);
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
