package io.freshet.words;

import io.freshet.text.LanguageDetector;
import io.freshet.text.StopWords;
import io.freshet.text.TokenisedArticle;
import io.freshet.words.online.WordSettings;
import io.freshet.words.phrase.CompoundWord;
import java.util.List;
import java.util.Optional;

/**
 * The words learned from the stream over a base model: a learned word's vector is in force before the base model's.
 * Safe from any thread while one updates the overlay.
 *
 * <p>Frequencies are those of the stream, with the base model's as a prior that weighs as much as {@code priorWords}
 * running words: {@code (count in the stream + priorWords * frequency in the base) / (stream words + priorWords)}. So a
 * word that was rare in an old corpus and is in every article today soon counts as common.
 */
public final class LayeredWordVectors implements WordVectors {
    private final WordModel base;
    private final WordOverlay overlay;
    private final long priorWords;

    private LayeredWordVectors(WordModel base, WordOverlay overlay, long priorWords) {
        this.base = base;
        this.overlay = overlay;
        this.priorWords = priorWords;
    }

    /**
     * The model with nothing learned yet over it.
     *
     * @param priorWords as in {@link WordSettings}, the same on every instance
     */
    public static LayeredWordVectors over(WordModel base, long priorWords) {
        return new LayeredWordVectors(base, new WordOverlay(base, priorWords), priorWords);
    }

    /**
     * The article with the words of several parts put together that are in force now: names that the tokeniser takes apart,
     * and phrases.
     */
    public TokenisedArticle join(TokenisedArticle article) {
        return overlay.compounds().join(article);
    }

    /**
     * The words of the base model nearest to a word, as text writes them, without stop words and single characters.
     *
     * @param written the word as text writes it, in lower case
     * @return nearest first, at most {@code count}; empty if the word is not known
     */
    public List<String> nearest(String written, int count) {
        String word = overlay.compounds().find(written).orElse(written);
        float[] vector = new float[dimension()];
        if (!copyVector(word, vector)) {
            return List.of();
        }
        StopWords stopWords = StopWords.of(LanguageDetector.UNDETERMINED);
        return base
                .nearest(
                        vector, count, other -> !other.equals(word) && other.length() > 1 && !stopWords.contains(other))
                .stream()
                .map(near -> CompoundWord.written(near.word()))
                .toList();
    }

    /** The layer of learned words, to be written to. */
    public WordOverlay overlay() {
        return overlay;
    }

    public WordModel base() {
        return base;
    }

    @Override
    public int dimension() {
        return base.dimension();
    }

    @Override
    public boolean copyVector(String word, float[] target) {
        Optional<LearnedWord> learned = overlay.get(word);
        if (learned.isPresent()) {
            learned.get().input().copyInto(target, 0);
            return true;
        }
        return base.copyVector(word, target);
    }

    @Override
    public double frequency(String word) {
        long count = overlay.get(word).map(LearnedWord::count).orElse(0L);
        return smoothedFrequency(count, base.frequency(word), overlay.streamWords(), priorWords);
    }

    @Override
    public float[] meanVector() {
        return overlay.meanVector();
    }

    /** The share of running text that is a word, from its count in the stream and its share in the base model. */
    public static double smoothedFrequency(long count, double baseFrequency, long streamWords, long priorWords) {
        return (count + priorWords * baseFrequency) / ((double) streamWords + priorWords);
    }
}
