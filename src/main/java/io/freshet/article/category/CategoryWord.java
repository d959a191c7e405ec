package io.freshet.article.category;

import io.freshet.vector.FiniteArrays;
import java.util.Arrays;

/** Document counts of one word: the number of articles of each category that use it. Immutable. */
public final class CategoryWord {
    private final String word;
    private final int[] numbers;
    private final float[] counts;

    /**
     * Creates the counts of one word.
     *
     * @param word prefixed by its language in a store that several languages share
     * @param numbers numbers of the categories with uses, ascending; 0 counts articles without a category
     * @param counts number of articles for each of {@code numbers}, after halvings; finite and above 0
     */
    public CategoryWord(String word, int[] numbers, float[] counts) {
        this.word = word;
        this.numbers = numbers.clone();
        this.counts = counts.clone();
        if (word.isEmpty() || numbers.length == 0 || numbers.length != counts.length) {
            throw new IllegalArgumentException(
                    "word '" + word + "' with " + numbers.length + " categories and " + counts.length + " counts");
        }
        FiniteArrays.check("counts", counts);
        for (int index = 0; index < numbers.length; index++) {
            if (!(counts[index] > 0) || numbers[index] < (index == 0 ? 0 : numbers[index - 1] + 1)) {
                throw new IllegalArgumentException("word '" + word + "': category " + numbers[index] + " after "
                        + (index == 0 ? "none" : numbers[index - 1]) + ", count " + counts[index]);
            }
        }
    }

    /** Counts of a word that only one article uses so far; the article has the category {@code number}. */
    static CategoryWord first(String word, int number) {
        return new CategoryWord(word, new int[] {number}, new float[] {1});
    }

    public String word() {
        return word;
    }

    /** Copy of these counts with {@code newWord} as the word, for instance with a language prefix. */
    public CategoryWord withWord(String newWord) {
        return new CategoryWord(newWord, numbers, counts);
    }

    /**
     * Numbers of the categories in which at least one article uses the word, ascending; a copy. 0 stands for articles
     * without a category.
     */
    public int[] numbers() {
        return numbers.clone();
    }

    /** A copy of the counts of articles that use the word, one per category of {@link #numbers()}. */
    public float[] counts() {
        return counts.clone();
    }

    /**
     * Number of articles of the category {@code number} that use the word; 0 if there are none. Old articles have less
     * weight (see {@link #halved}).
     */
    double count(int number) {
        int index = Arrays.binarySearch(numbers, number);
        return index < 0 ? 0 : counts[index];
    }

    /**
     * Number of articles that use the word, with or without a category; old articles have less weight (see
     * {@link #halved}).
     */
    public double total() {
        double total = 0;
        for (float count : counts) {
            total += count;
        }
        return total;
    }

    /** Copy of these counts with one more article in the category with this number. */
    CategoryWord plus(int number) {
        int index = Arrays.binarySearch(numbers, number);
        if (index >= 0) {
            float[] more = counts.clone();
            more[index]++;
            return new CategoryWord(word, numbers, more);
        }
        int at = -index - 1;
        int[] moreNumbers = new int[numbers.length + 1];
        float[] moreCounts = new float[numbers.length + 1];
        System.arraycopy(numbers, 0, moreNumbers, 0, at);
        System.arraycopy(counts, 0, moreCounts, 0, at);
        moreNumbers[at] = number;
        moreCounts[at] = 1;
        System.arraycopy(numbers, at, moreNumbers, at + 1, numbers.length - at);
        System.arraycopy(counts, at, moreCounts, at + 1, numbers.length - at);
        return new CategoryWord(word, moreNumbers, moreCounts);
    }

    /** Copy of these counts, each halved. */
    CategoryWord halved() {
        float[] halves = counts.clone();
        for (int index = 0; index < halves.length; index++) {
            halves[index] /= 2;
        }
        return new CategoryWord(word, numbers, halves);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CategoryWord that
                && word.equals(that.word)
                && Arrays.equals(numbers, that.numbers)
                && Arrays.equals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return 31 * word.hashCode() + Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return word + Arrays.toString(numbers) + Arrays.toString(counts);
    }
}
