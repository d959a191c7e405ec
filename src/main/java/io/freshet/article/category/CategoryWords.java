package io.freshet.article.category;

import io.freshet.words.phrase.CompoundWord;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Counts, for each word, the articles of each category that use the word. Articles without a category are counted as a
 * category of their own. Owned by one thread.
 *
 * <p>Above {@code wordsMax} words, new words are ignored until {@link #halve()} has made room.
 */
public final class CategoryWords {
    /**
     * Largest number of distinct words counted of one article. Later words are ignored, because the first words of a
     * news text tell most.
     */
    private static final int WORDS_OF_ARTICLE_MAX = 500;
    /**
     * Length of the longest word counted, in characters; longer words are left out. The key of a count must fit the
     * word and its language.
     */
    private static final int WORD_CHARS_MAX = 128;

    private final CategoryWordStore store;
    private final int wordsMax;
    private int known;

    /**
     * Creates a counter that continues the word counts in {@code store}. The store has {@code known} distinct words now
     * and at most {@code wordsMax} later.
     */
    public CategoryWords(CategoryWordStore store, int wordsMax, int known) {
        this.store = store;
        this.wordsMax = wordsMax;
        this.known = known;
    }

    /**
     * Selects the words of an article to count: its first 500 distinct words, in order of first use. A compound is
     * replaced by its parts, because the set of known compounds changes; words above 128 characters are left out.
     */
    public static Set<String> distinct(Stream<String> terms) {
        Set<String> words = new LinkedHashSet<>();
        terms.flatMap(term -> CompoundWord.isCompound(term) ? CompoundWord.parts(term).stream() : Stream.of(term))
                .filter(term -> term.length() <= WORD_CHARS_MAX)
                .takeWhile(term -> words.size() < WORDS_OF_ARTICLE_MAX)
                .forEachOrdered(words::add);
        return words;
    }

    /** Lookup of the counts of all words: a live view of the store. */
    public CategoryWordCounts counts() {
        return store;
    }

    /** Number of distinct words in the store. */
    public int known() {
        return known;
    }

    /**
     * Adds an article with these words to the counts of the category {@code categoryNumber}; returns the number of
     * words counted.
     *
     * @param words distinct words of the article
     * @return number of words counted: all, unless the limit is reached and some are new
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

    /** Halves all counts and removes words whose total falls below 1. */
    public void halve() {
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
