package io.freshet.embedding;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
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
    private final Map<String, long[]> counts = new HashMap<>();
    private final MessageDigest digest = WordModelFile.sha256();
    private long runningWords;
    private long forgetThreshold;

    public VocabularyBuilder() {
        this(COUNTERS_MAX);
    }

    VocabularyBuilder(int countersMax) {
        this.countersMax = countersMax;
    }

    /** Counts the words of a sentence. */
    public void add(List<String> sentence) {
        for (String word : sentence) {
            counts.computeIfAbsent(word, unseen -> new long[1])[0]++;
            runningWords++;
            digest.update(word.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) ' ');
            while (counts.size() > countersMax) {
                forgetThreshold++;
                counts.values().removeIf(count -> count[0] <= forgetThreshold);
            }
        }
        digest.update((byte) '\n');
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
        List<Map.Entry<String, long[]>> entries = new ArrayList<>(counts.entrySet());
        entries.removeIf(entry -> entry.getValue()[0] < minCount);
        entries.sort(Comparator.<Map.Entry<String, long[]>>comparingLong(entry -> -entry.getValue()[0])
                .thenComparing(Map.Entry::getKey));
        List<Map.Entry<String, long[]>> kept = entries.subList(0, Math.min(entries.size(), wordsMax));
        return Vocabulary.of(
                kept.stream().map(Map.Entry::getKey).toList(),
                kept.stream().mapToLong(entry -> entry.getValue()[0]).toArray(),
                runningWords);
    }

    /** SHA-256 of all words in order, in hexadecimal. Ends the counting: nothing may be added afterwards. */
    String corpusHash() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
