package io.freshet.words;

import java.util.Arrays;
import java.util.List;

/**
 * Words with how often a corpus uses them, the most frequent first; a word's place in that order, from 0, is its index.
 * Immutable, safe from any thread.
 *
 * <p>Looked up in a hash table of word indices with linear probing, at most half full: a quarter of the memory of a map
 * of boxed indices.
 */
public final class Vocabulary {
    /** Most words of a vocabulary. */
    public static final int WORDS_MAX = 4_000_000;

    private static final int VACANT = -1;

    private final String[] words;
    private final long[] counts;
    private final long runningWords;
    private final int[] slots;

    private Vocabulary(String[] words, long[] counts, long runningWords) {
        this.words = words;
        this.counts = counts;
        this.runningWords = runningWords;
        this.slots = new int[Integer.highestOneBit(Math.max(1, words.length)) * 4];
        Arrays.fill(slots, VACANT);
        for (int index = 0; index < words.length; index++) {
            int slot = slotOf(words[index]);
            if (slots[slot] != VACANT) {
                throw new IllegalArgumentException(
                        "word " + words[index] + " is at " + slots[slot] + " and at " + index + " of the vocabulary");
            }
            slots[slot] = index;
        }
    }

    /**
     * A vocabulary of these words.
     *
     * @param words distinct, at most {@link #WORDS_MAX}
     * @param counts of each word, at least 1, never rising
     * @param runningWords length of the corpus in words, at least the sum of all counts: words that were too rare for
     *     the vocabulary are part of it
     * @throws IllegalArgumentException if it is otherwise
     */
    public static Vocabulary of(List<String> words, long[] counts, long runningWords) {
        if (words.size() != counts.length || words.size() > WORDS_MAX) {
            throw new IllegalArgumentException(words.size() + " words and " + counts.length
                    + " counts, expected the same number of both, at most " + WORDS_MAX);
        }
        long sum = 0;
        for (int index = 0; index < counts.length; index++) {
            if (counts[index] < 1 || (index > 0 && counts[index] > counts[index - 1])) {
                throw new IllegalArgumentException("count " + counts[index] + " of word " + words.get(index) + " at "
                        + index + " is below 1 or above the one before it");
            }
            sum += counts[index];
        }
        if (sum > runningWords) {
            throw new IllegalArgumentException(
                    "counts sum to " + sum + ", more than " + runningWords + " running words");
        }
        return new Vocabulary(words.toArray(String[]::new), counts.clone(), runningWords);
    }

    /** The vocabulary without words. */
    public static Vocabulary empty() {
        return new Vocabulary(new String[0], new long[0], 0);
    }

    public int size() {
        return words.length;
    }

    /** The word at {@code index}, 0 being the most frequent. */
    public String word(int index) {
        return words[index];
    }

    /** How often the corpus uses the word at {@code index}. */
    public long count(int index) {
        return counts[index];
    }

    /** Length of the corpus in words, rare ones included. */
    public long runningWords() {
        return runningWords;
    }

    public boolean contains(String word) {
        return indexOf(word) >= 0;
    }

    /** The share of running text that is this word, from 0 to 1; 0 if it is unknown. */
    public double frequency(String word) {
        int index = indexOf(word);
        return index < 0 ? 0 : frequency(index);
    }

    /** The share of running text that is the word at {@code index}, from 0 to 1. */
    public double frequency(int index) {
        return counts[index] / (double) runningWords;
    }

    /** The index of a word, -1 if it is unknown. */
    public int indexOf(String word) {
        return slots[slotOf(word)];
    }

    /** All words in order of their indices; not a copy. */
    public List<String> words() {
        return Arrays.asList(words);
    }

    private int slotOf(String word) {
        int mask = slots.length - 1;
        int slot = (word.hashCode() * 0x9E3779B9) >>> 7 & mask;
        while (slots[slot] != VACANT && !words[slots[slot]].equals(word)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
