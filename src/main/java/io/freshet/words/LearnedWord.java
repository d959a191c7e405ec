package io.freshet.words;

import io.freshet.event.Limits;
import io.freshet.vector.FloatVector;

/**
 * A word with the vectors learned from the stream of articles: a new word, or a fine-tuned word of the base model.
 *
 * @param word as the tokeniser writes it
 * @param count uses in the stream, at least 1; uses in the base model's corpus are not included
 * @param lastSeenMillis event time of the latest article that uses the word, epoch milliseconds
 * @param input word vector, {@code float[dimension]}
 * @param output output vector of skip-gram, {@code float[dimension]}, from which training continues
 */
public record LearnedWord(String word, long count, long lastSeenMillis, FloatVector input, FloatVector output) {

    public LearnedWord {
        Limits.id("word", word);
        if (count < 1) {
            throw new IllegalArgumentException("count of word " + word + " is " + count + ", expected at least 1");
        }
        if (input.isEmpty() || input.dimension() != output.dimension()) {
            throw new IllegalArgumentException("vectors of word " + word + " have dimensions " + input.dimension()
                    + " and " + output.dimension() + ", expected one dimension of at least 1");
        }
    }
}
