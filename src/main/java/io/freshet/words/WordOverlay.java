package io.freshet.words;

import io.freshet.vector.RandomStream;
import io.freshet.vector.Ranges;
import io.freshet.words.online.WordSettings;
import io.freshet.words.phrase.CompoundLexicon;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The learned words in memory, over a base model: the latest of each word, as every instance reads them from the topic
 * of learned words. One thread at a time puts and removes; any thread reads meanwhile and sees of each word either its
 * old or its new vector, never a mixture.
 */
public final class WordOverlay {
    private final WordModel base;
    private final long priorWords;
    private final ConcurrentMap<String, LearnedWord> words = new ConcurrentHashMap<>();
    private final CompoundLexicon compounds;
    private final WordChangeLog changes = new WordChangeLog();

    /** Sum over all learned words of their counts: the length of the stream as far as it is known here. */
    private volatile long streamWords;
    /** Numerator of {@link #meanVector}; guarded by itself. */
    private final double[] weightedSum;

    private final float[] baseVector;

    /** @param priorWords as in {@link WordSettings}, the same on every instance */
    public WordOverlay(WordModel base, long priorWords) {
        Ranges.check("priorWords", priorWords, 1, Long.MAX_VALUE);
        this.base = base;
        this.priorWords = priorWords;
        this.compounds = CompoundLexicon.of(base.vocabulary().words());
        this.weightedSum = new double[base.dimension()];
        this.baseVector = new float[base.dimension()];
        float[] mean = base.meanVector();
        for (int index = 0; index < mean.length; index++) {
            weightedSum[index] = (double) priorWords * mean[index];
        }
    }

    /**
     * Puts the word in force, in place of what was known of it.
     *
     * @throws IllegalArgumentException if its vector has another dimension than the base model
     */
    public void put(LearnedWord word) {
        if (word.input().dimension() != base.dimension()) {
            throw new IllegalArgumentException("word " + word.word() + " has dimension "
                    + word.input().dimension() + ", the model " + base.dimension());
        }
        LearnedWord before = words.put(word.word(), word);
        replace(before, word);
        compounds.add(word.word());
        if (!base.vocabulary().contains(word.word()) && (before == null || hasMoved(before, word))) {
            changes.add(word.word());
        }
    }

    /** Takes the word out of force: the base model's vector is valid again, if it has one. */
    public void remove(String word) {
        LearnedWord before = words.remove(word);
        replace(before, null);
        if (!base.vocabulary().contains(word)) {
            compounds.remove(word);
            if (before != null) {
                changes.add(word);
            }
        }
    }

    /** The learned word, empty where only the base model knows it or nobody does. */
    public Optional<LearnedWord> get(String word) {
        return Optional.ofNullable(words.get(word));
    }

    /** How many words are learned. */
    public int size() {
        return words.size();
    }

    /**
     * Words that came, left, or have probably moved: a new word moves most while it is young, so each doubling of its
     * count tells. Words of the base model hardly move and are not among them.
     */
    public WordChangeLog changes() {
        return changes;
    }

    /**
     * What is known of these words as a number, which stays the same for as long as {@link #changes} tells of none of
     * them, but for words that were taken back, and is the same on every instance and after a restart.
     */
    public long standing(Stream<String> terms) {
        return terms.distinct()
                .filter(term -> !base.vocabulary().contains(term))
                .flatMap(term -> get(term).stream())
                .mapToLong(word -> RandomStream.mix(
                        ((long) word.word().hashCode() << Integer.SIZE) + Long.numberOfLeadingZeros(word.count())))
                .sum();
    }

    /** The words of several parts that are in force, those of the base model among them. */
    CompoundLexicon compounds() {
        return compounds;
    }

    /** Sum of the counts of all learned words. */
    long streamWords() {
        return streamWords;
    }

    /** The mean of the vectors in force, weighted by their smoothed frequencies; zeros where there are none. */
    float[] meanVector() {
        double weight = streamWords + (base.vocabulary().size() == 0 ? 0.0 : priorWords);
        float[] mean = new float[weightedSum.length];
        synchronized (weightedSum) {
            for (int index = 0; index < mean.length && weight > 0; index++) {
                mean[index] = (float) (weightedSum[index] / weight);
            }
        }
        return mean;
    }

    /** Whether the count has doubled past a power of two, or is less than it was: then the word was taken back. */
    private static boolean hasMoved(LearnedWord before, LearnedWord now) {
        return now.count() < before.count()
                || Long.numberOfLeadingZeros(now.count()) != Long.numberOfLeadingZeros(before.count());
    }

    private void replace(@Nullable LearnedWord old, @Nullable LearnedWord current) {
        synchronized (weightedSum) {
            long change = 0;
            if (old != null) {
                weigh(old, -1);
                change -= old.count();
            }
            if (current != null) {
                weigh(current, 1);
                change += current.count();
            }
            streamWords += change;
        }
    }

    /** A learned word weighs its count; one of the base model in addition moves the weight it has there. */
    private void weigh(LearnedWord word, int sign) {
        float[] vector = word.input().toArray();
        double baseWeight = priorWords * base.frequency(word.word());
        boolean inBase = baseWeight > 0 && base.copyVector(word.word(), baseVector);
        for (int index = 0; index < vector.length; index++) {
            double moved = inBase ? baseWeight * (vector[index] - baseVector[index]) : 0;
            weightedSum[index] += sign * (word.count() * (double) vector[index] + moved);
        }
    }
}
