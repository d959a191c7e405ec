package io.freshet.words.online;

import io.freshet.vector.RandomStream;
import io.freshet.vector.VectorMath;
import io.freshet.words.WordModel;
import io.freshet.words.phrase.CompoundWord;

/**
 * Initialises the vectors of new words from the vectors of their context words. The input vector starts in the
 * direction of the mean of the context words' vectors in the article that admits the word, weighted by smooth inverse
 * frequency ({@code a/(a + f)}, a = .001; Arora et al. 2017). The norm is half the average norm of the base model's
 * vectors or, without a base model, of the context words' vectors. The parts of a compound that the base model has
 * count as context words, too, except for single characters, whose meaning rarely is that of the name. Without a known
 * context word the vector starts small and random, as in word2vec. The output vector starts at zero.
 */
final class NewWordInitialiser {
    private static final double SIF_WEIGHT = 1e-3;
    private static final float NORM_SHARE = .5f;
    /**
     * Largest number of the base model's most frequent words from which the average norm of its vectors is computed.
     * The norm of a new vector is a share of this average.
     */
    private static final int NORM_WORDS = 10_000;

    private final WordModel base;
    private final int dimension;
    private final int window;
    private final float[] partVector;
    private final float averageNorm;

    NewWordInitialiser(WordModel base, int window) {
        this.base = base;
        this.dimension = base.dimension();
        this.partVector = new float[dimension];
        this.window = window;
        int words = Math.min(NORM_WORDS, base.vocabulary().size());
        float[] vector = new float[dimension];
        double sum = 0;
        for (int index = 0; index < words; index++) {
            base.copyInput(index, vector, 0);
            sum += VectorMath.norm(vector);
        }
        this.averageNorm = words == 0 ? 0 : (float) (sum / words);
    }

    /**
     * Sets the input vector of a new word to the scaled, weighted mean of its context words' vectors. Without a known
     * context word, sets small random numbers.
     *
     * @param number row number of the word
     * @param sentences row numbers of the article's words, -1 for words without a row
     * @param frequencies relative frequency of each row's word
     */
    void initialise(int number, TrainingRows words, int[][] sentences, double[] frequencies, RandomStream random) {
        float[] sum = new float[dimension];
        double normSum = 0;
        int neighbours = 0;
        for (String part : CompoundWord.parts(words.row(number).word)) {
            if (part.codePointCount(0, part.length()) > 1 && base.copyVector(part, partVector)) {
                double weight = SIF_WEIGHT / (SIF_WEIGHT + base.frequency(part));
                VectorMath.addScaled((float) weight, partVector, sum);
            }
        }
        for (int[] sentence : sentences) {
            for (int position = 0; position < sentence.length; position++) {
                if (sentence[position] != number) {
                    continue;
                }
                int to = Math.min(sentence.length - 1, position + window);
                for (int other = Math.max(0, position - window); other <= to; other++) {
                    int neighbour = sentence[other];
                    if (neighbour >= 0 && !words.row(neighbour).admitted) {
                        double weight = SIF_WEIGHT / (SIF_WEIGHT + frequencies[neighbour]);
                        VectorMath.addScaled((float) weight, words.input(), neighbour * dimension, sum, 0, dimension);
                        normSum += words.inputNorm(neighbour);
                        neighbours++;
                    }
                }
            }
        }
        float norm = VectorMath.norm(sum);
        if (norm > 0) {
            float length = NORM_SHARE * (averageNorm > 0 ? averageNorm : (float) (normSum / Math.max(1, neighbours)));
            VectorMath.scale(length / norm, sum);
        } else {
            for (int index = 0; index < dimension; index++) {
                sum[index] = (random.nextFloat() - .5f) / dimension;
            }
        }
        System.arraycopy(sum, 0, words.input(), number * dimension, dimension);
    }
}
