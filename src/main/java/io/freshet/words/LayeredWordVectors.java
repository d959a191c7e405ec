package io.freshet.words;

import io.freshet.text.LanguageDetector;
import io.freshet.text.StopWords;
import io.freshet.text.TokenisedArticle;
import io.freshet.words.phrase.CompoundWord;
import java.util.List;
import java.util.Optional;

/**
 * Word vectors of a base model overlaid by vectors learned from the stream: the learned vector of a word replaces the
 * base vector. Safe from any thread while one thread updates the overlay.
 *
 * <p>The frequency of a word in the stream is smoothed by its frequency in the base model:
 * {@code (count in the stream + priorWords * frequency in the base) / (stream words + priorWords)}. A word that was
 * rare in the base corpus and is in every article today therefore soon counts as common.
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
     * Creates the word vectors of a base model, with no learned words yet.
     *
     * @param priorWords weight of the base model's frequencies, in words of the stream, at least 1; the same on every
     *     instance
     */
    public static LayeredWordVectors over(WordModel base, long priorWords) {
        return new LayeredWordVectors(base, new WordOverlay(base, priorWords), priorWords);
    }

    /**
     * Returns an article with the tokens of each known compound, such as "new york", joined into one token; the
     * argument is unchanged. A compound is a phrase, or a name that the tokeniser splits.
     */
    public TokenisedArticle join(TokenisedArticle article) {
        return overlay.compounds().join(article);
    }

    /**
     * Words of the base model most similar to {@code written} by cosine, at most {@code count}, most similar first;
     * empty if {@code written} is unknown. Leaves out {@code written} itself, stop words and single characters.
     *
     * @param written the given word as written in text, in lower case: a word of the base model or a learned one
     * @return the words as written in text
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

    /**
     * Live overlay of the words learned from the stream; the caller may update it. A learned vector replaces the base
     * vector of the same word.
     */
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

    /**
     * Relative frequency of a word in the stream, 0 to 1, smoothed by its frequency in the base model. The result is as
     * if {@code priorWords} words of the base corpus preceded the stream.
     *
     * @param count uses of the word in the stream
     * @param baseFrequency relative frequency of the word in the corpus of the base model
     * @param streamWords uses of all learned words in the stream
     * @param priorWords weight of {@code baseFrequency}, in words of the stream
     */
    public static double smoothedFrequency(long count, double baseFrequency, long streamWords, long priorWords) {
        return (count + priorWords * baseFrequency) / ((double) streamWords + priorWords);
    }
}
