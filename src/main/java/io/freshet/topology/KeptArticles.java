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
     * tokeniser sees them, in rising order.
     */
    private static final class Kept {
        final long publishedAtMillis;
        final long statisticsArticles;
        private final int[] terms;

        Kept(long publishedAtMillis, long statisticsArticles, int[] terms) {
            this.publishedAtMillis = publishedAtMillis;
            this.statisticsArticles = statisticsArticles;
            this.terms = terms;
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
     * An article was understood just now.
     *
     * @return one that is no longer kept for it, perhaps itself
     */
    Optional<String> understood(
            String articleId, long publishedAtMillis, long statisticsArticles, TokenisedArticle words) {
        return keep(articleId, new Kept(publishedAtMillis, statisticsArticles, terms(words)));
    }

    /** As {@link #understood}, of an article of which it is not known how it was understood: it is due. */
    Optional<String> restored(String articleId, long publishedAtMillis) {
        Optional<String> left = keep(articleId, new Kept(publishedAtMillis, 0, new int[0]));
        if (kept.containsKey(articleId)) {
            due.add(new Age(publishedAtMillis, articleId));
        }
        return left;
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
            boolean meanSettled =
                    statisticsArticles > 1 && statisticsArticles >= 2 * Math.max(1, article.statisticsArticles);
            if (changes.all() || meanSettled || changed.stream().anyMatch(word -> article.holds(word))) {
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
