package io.freshet.words;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Words of a corpus with their counts, in order of falling count. The index of a word is its position in that order,
 * from 0. Immutable, safe from any thread.
 *
 * <p>Lookup uses a hash table of word indices with linear probing, at most half full: it takes a quarter of the memory
 * of a map with boxed indices.
 */
public final class Vocabulary {
    /** Largest number of words in a vocabulary. */
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
                        "word " + words[index] + " is at index " + slots[slot] + " and at index " + index);
            }
            slots[slot] = index;
        }
    }

    /**
     * Creates a vocabulary from distinct words in order of falling count, their counts, and the length of the corpus.
     *
     * @param words distinct, at most {@link #WORDS_MAX}
     * @param counts one per word, at least 1, in descending order
     * @param runningWords length of the corpus in words, at least the sum of all counts; includes words too rare for
     *     the vocabulary
     * @throws IllegalArgumentException if an argument breaks these rules
     */
    public static Vocabulary of(List<String> words, long[] counts, long runningWords) {
        if (words.size() != counts.length || words.size() > WORDS_MAX) {
            throw new IllegalArgumentException(words.size() + " words and " + counts.length
                    + " counts, expected equal numbers of at most " + WORDS_MAX);
        }
        long sum = 0;
        for (int index = 0; index < counts.length; index++) {
            if (counts[index] < 1 || (index > 0 && counts[index] > counts[index - 1])) {
                throw new IllegalArgumentException("count " + counts[index] + " of word " + words.get(index)
                        + " at index " + index + " is below 1 or above the count before");
            }
            sum += counts[index];
        }
        if (sum > runningWords) {
            throw new IllegalArgumentException(
                    "counts sum to " + sum + ", more than the " + runningWords + " words of the corpus");
        }
        return new Vocabulary(words.toArray(String[]::new), counts.clone(), runningWords);
    }

    /** A vocabulary without words. */
    public static Vocabulary empty() {
        return new Vocabulary(new String[0], new long[0], 0);
    }

    public int size() {
        return words.length;
    }

    /** The word at {@code index}; index 0 is the most frequent. */
    public String word(int index) {
        return words[index];
    }

    /** Number of times that the word at {@code index} occurs in the corpus. */
    public long count(int index) {
        return counts[index];
    }

    /** Length of the corpus in words, including words outside the vocabulary. */
    public long corpusWords() {
        return runningWords;
    }

    public boolean contains(String word) {
        return indexOf(word) >= 0;
    }

    /** Relative frequency of a word in the corpus, 0 to 1; 0 if the word is unknown. */
    public double frequency(String word) {
        int index = indexOf(word);
        return index < 0 ? 0 : frequency(index);
    }

    /** Relative frequency of the word at {@code index} in the corpus, 0 to 1. */
    public double frequency(int index) {
        return counts[index] / (double) runningWords;
    }

    /** The index of a word; -1 if the word is unknown. */
    public int indexOf(String word) {
        return slots[slotOf(word)];
    }

    /** All words in order of their indices; an unmodifiable view, not a copy. */
    public List<String> words() {
        return Collections.unmodifiableList(Arrays.asList(words));
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
