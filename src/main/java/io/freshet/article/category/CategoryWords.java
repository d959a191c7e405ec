package io.freshet.article.category;

import io.freshet.words.phrase.CompoundWord;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Counts the articles of each category that use a word, and those without a category. Owned by one thread.
 *
 * <p>Bounded: when {@code wordsMax} words are known, new ones wait until {@link #fade()} has made room, which halves all
 * counts and lets go of words that stand for less than one article.
 */
public final class CategoryWords {
    /** The first words of an article decide; the lead of a news text carries it. */
    private static final int WORDS_OF_ARTICLE_MAX = 500;

    private final CategoryWordStore store;
    private final int wordsMax;
    private int known;

    public CategoryWords(CategoryWordStore store, int wordsMax, int known) {
        this.store = store;
        this.wordsMax = wordsMax;
        this.known = known;
    }

    /** Longer words are no words; the key of a count has to hold the word and its language. */
    private static final int WORD_CHARS_MAX = 128;

    /** The different words that an article is judged by, of its terms in order; of compounds, which come and go, the parts. */
    public static Set<String> of(Stream<String> terms) {
        Set<String> words = new LinkedHashSet<>();
        terms.flatMap(term -> CompoundWord.is(term) ? CompoundWord.parts(term).stream() : Stream.of(term))
                .filter(term -> term.length() <= WORD_CHARS_MAX)
                .takeWhile(term -> words.size() < WORDS_OF_ARTICLE_MAX)
                .forEachOrdered(words::add);
        return words;
    }

    public CategoryWordCounts counts() {
        return store;
    }

    /** How many different words are known. */
    public int known() {
        return known;
    }

    /**
     * Counts the words of an article.
     *
     * @return how many of them were counted
     */
    public int learn(Set<String> words, int categoryNumber) {
        int counted = 0;
        for (String word : words) {
            CategoryWord before = store.get(word).orElse(null);
            if (before != null) {
                store.put(before.plus(categoryNumber));
                counted++;
            } else if (known < wordsMax) {
                store.put(CategoryWord.first(word, categoryNumber));
                known++;
                counted++;
            }
        }
        return counted;
    }

    /** Halves all counts. */
    public void fade() {
        store.forEach(word -> {
            if (word.total() < 2) {
                store.remove(word.word());
                known--;
            } else {
                store.put(word.halved());
            }
        });
    }
}
