package io.freshet.words;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Counts the words of a corpus. Owned by one thread.
 *
 * <p>At most {@code countersMax} words are counted at a time: beyond that the rarest are forgotten, with a threshold that
 * rises by one each time, as in the reference implementation of word2vec. Counts of words that are forgotten and seen
 * again are then too low by at most that threshold.
 */
public final class VocabularyBuilder {
    private static final int COUNTERS_MAX = 8_000_000;

    private final int countersMax;
    private final Map<String, Counter> counters = new HashMap<>();
    private final MessageDigest digest = WordModelBytes.sha256();
    private long runningWords;
    private long forgetThreshold;
    private int numbers;

    /** A word that is counted. */
    private static final class Counter {
        final int number;
        long count;

        Counter(int number) {
            this.number = number;
        }
    }

    public VocabularyBuilder() {
        this(COUNTERS_MAX);
    }

    VocabularyBuilder(int countersMax) {
        this.countersMax = countersMax;
    }

    /** Counts the words of a sentence. */
    public void add(List<String> sentence) {
        for (String word : sentence) {
            add(word);
        }
        endSentence();
    }

    /**
     * Counts a word.
     *
     * @return its number: words are numbered from 0 as they come; one that was forgotten gets another when it comes again
     */
    public int add(String word) {
        Counter counter = counters.computeIfAbsent(word, unseen -> new Counter(numbers++));
        counter.count++;
        runningWords++;
        digest.update(word.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) ' ');
        while (counters.size() > countersMax) {
            forgetThreshold++;
            counters.values().removeIf(rare -> rare.count <= forgetThreshold);
        }
        return counter.number;
    }

    public void endSentence() {
        digest.update((byte) '\n');
    }

    /** The index in the vocabulary of every word by its number, -1 for a word that is not in it. */
    public int[] indicesByNumber(Vocabulary vocabulary) {
        int[] indices = new int[numbers];
        Arrays.fill(indices, -1);
        counters.forEach((word, counter) -> indices[counter.number] = vocabulary.indexOf(word));
        return indices;
    }

    /** Words counted so far, each as often as it was seen. */
    public long runningWords() {
        return runningWords;
    }

    /**
     * The vocabulary of everything added so far: words of one count in order of their characters.
     *
     * @param minCount rarer words are left out
     * @param wordsMax at most this many, the most frequent
     */
    public Vocabulary build(int minCount, int wordsMax) {
        List<Map.Entry<String, Counter>> entries = new ArrayList<>(counters.entrySet());
        entries.removeIf(entry -> entry.getValue().count < minCount);
        entries.sort(Comparator.<Map.Entry<String, Counter>>comparingLong(entry -> -entry.getValue().count)
                .thenComparing(Map.Entry::getKey));
        List<Map.Entry<String, Counter>> kept = entries.subList(0, Math.min(entries.size(), wordsMax));
        return Vocabulary.of(
                kept.stream().map(Map.Entry::getKey).toList(),
                kept.stream().mapToLong(entry -> entry.getValue().count).toArray(),
                runningWords);
    }

    /** SHA-256 of all words in order, in hexadecimal. Ends the counting: nothing may be added afterwards. */
    public String corpusHash() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
