package io.freshet.words;

import io.freshet.vector.RandomStream;
import io.freshet.vector.Ranges;
import io.freshet.words.phrase.CompoundLexicon;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Learned words in memory that override or extend a base model: the latest entry of each word. Every instance fills its
 * overlay from the topic of word vectors. One thread at a time puts and removes. Any thread may read meanwhile: it sees
 * the old or the new vector of a word, never a mixture.
 */
public final class WordOverlay {
    private final WordModel base;
    private final long priorWords;
    private final ConcurrentMap<String, LearnedWord> words = new ConcurrentHashMap<>();
    private final CompoundLexicon compounds;
    private final WordChangeLog changes = new WordChangeLog();

    /** Number of uses in the stream, summed over all learned words. */
    private volatile long streamWords;
    /**
     * Sum of all vectors, each times its weight, {@code double[dimension]}: the numerator of {@link #meanVector}.
     * Guarded by itself.
     */
    private final double[] weightedSum;

    /** Scratch space for one base vector, {@code float[dimension]}; used only by the updating thread. */
    private final float[] baseVector;

    /**
     * Creates an overlay of a base model, with no learned words yet.
     *
     * @param priorWords weight of the base model's frequencies, in words of the stream, at least 1; the same on every
     *     instance
     */
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
     * Adds a learned word, or replaces the earlier entry of the same word.
     *
     * @throws IllegalArgumentException if the word's vector has another dimension than the base model
     */
    public void put(LearnedWord word) {
        if (word.input().dimension() != base.dimension()) {
            throw new IllegalArgumentException("word " + word.word() + " has dimension "
                    + word.input().dimension() + ", expected " + base.dimension() + " as in the base model");
        }
        LearnedWord before = words.put(word.word(), word);
        replace(before, word);
        compounds.add(word.word());
        if (!base.vocabulary().contains(word.word()) && (before == null || hasMoved(before, word))) {
            changes.add(word.word());
        }
    }

    /** Removes a learned word; a word of the base model returns to its base vector. */
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

    /** The entry of a learned word; empty if the word is not learned, even if the base model has the word. */
    public Optional<LearnedWord> get(String word) {
        return Optional.ofNullable(words.get(word));
    }

    /** Number of learned words. */
    public int size() {
        return words.size();
    }

    /**
     * Log of changes to new words (learned words that the base model lacks). A word is logged when added or removed and
     * at each doubling of its count. A vector changes most while its word is new. A fall of the count after a rollback
     * is logged, too. Words of the base model hardly change and are not logged.
     */
    public WordChangeLog changes() {
        return changes;
    }

    /**
     * Hash of the new words among {@code terms} (learned words that the base model lacks), each with its count rounded
     * down to a power of two. The hash changes when {@link #changes} logs one of the terms, except that a logged
     * rollback may leave the hash unchanged. The hash is the same on every instance and after a restart.
     */
    public long fingerprint(Stream<String> terms) {
        return terms.distinct()
                .filter(term -> !base.vocabulary().contains(term))
                .flatMap(term -> get(term).stream())
                .mapToLong(word -> RandomStream.mix(
                        ((long) word.word().hashCode() << Integer.SIZE) + Long.numberOfLeadingZeros(word.count())))
                .sum();
    }

    /**
     * Lexicon of the compounds (words of several tokens) among the words of the base model and the learned words; a
     * live view.
     */
    CompoundLexicon compounds() {
        return compounds;
    }

    /** Number of uses in the stream, summed over all learned words. */
    long streamWords() {
        return streamWords;
    }

    /** Mean of all vectors, base and learned, weighted by smoothed frequency; zeros if there are no vectors. */
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

    /**
     * Whether a word's count has passed a power of two from {@code before} to {@code now}, or has fallen, as after a
     * rollback.
     */
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

    /**
     * Adds a learned word's contribution to {@link #weightedSum}, or subtracts it if {@code sign} is -1. The
     * contribution is the word's vector times its count and, for a word of the base model, the change of its vector
     * times its prior weight.
     *
     * @param sign 1 to add, -1 to subtract
     */
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
