package io.freshet.words;

import io.freshet.text.Sha256;
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
 * Counts the words of a corpus and builds its vocabulary. Owned by one thread.
 *
 * <p>Keeps at most {@code countersMax} counters: above the limit it evicts all words up to a count threshold, which
 * rises by one with each eviction, as in the reference implementation of word2vec. Each eviction of a word lowers its
 * final count by at most the threshold at that time.
 */
public final class VocabularyBuilder {
    private static final int COUNTERS_MAX = 8_000_000;

    private final int countersMax;
    private final Map<String, Counter> counters = new HashMap<>();
    private final MessageDigest digest = Sha256.newDigest();
    private long runningWords;
    private long evictionThreshold;
    private int nextNumber;

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
     * Counts one use of a word and returns its number, from 0 in order of first use. An evicted word that comes back
     * gets a new number.
     */
    public int add(String word) {
        Counter counter = counters.computeIfAbsent(word, unseen -> new Counter(nextNumber++));
        counter.count++;
        runningWords++;
        digest.update(word.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) ' ');
        while (counters.size() > countersMax) {
            evictionThreshold++;
            counters.values().removeIf(rare -> rare.count <= evictionThreshold);
        }
        return counter.number;
    }

    public void endSentence() {
        digest.update((byte) '\n');
    }

    /**
     * Indices in {@code vocabulary} by the word numbers that {@link #add(String)} returned; -1 for a word outside the
     * vocabulary.
     */
    public int[] indicesByNumber(Vocabulary vocabulary) {
        int[] indices = new int[nextNumber];
        Arrays.fill(indices, -1);
        counters.forEach((word, counter) -> indices[counter.number] = vocabulary.indexOf(word));
        return indices;
    }

    /** Length in words of the corpus counted so far. */
    public long corpusWords() {
        return runningWords;
    }

    /**
     * Builds the vocabulary of the words counted so far, except words rarer than {@code minCount}, with at most {@code
     * wordsMax} words. Ties in count are ordered by the characters of the words.
     *
     * @param minCount lowest count of a word in the vocabulary
     * @param wordsMax largest number of words; the most frequent are kept
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

    /**
     * SHA-256 of the whole corpus counted so far, its words and sentence ends in order, hexadecimal. Call once, at the
     * end: the digest is reset.
     */
    public String corpusHash() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
