package io.freshet.words;

import io.freshet.event.Limits;
import io.freshet.vector.FloatVector;

/**
 * A word that was learned from the stream of articles: one the base model does not have, or one of its words that has
 * moved since.
 *
 * @param word as the tokeniser writes it
 * @param count how often the stream has used it, at least 1; what the base model's corpus counted is not in it
 * @param lastSeenMillis event time of the last article that used it, in epoch milliseconds
 * @param input its word vector, {@code float[dimension]}
 * @param output its vector as a neighbour of other words, {@code float[dimension]}: what training goes on from
 */
public record LearnedWord(String word, long count, long lastSeenMillis, FloatVector input, FloatVector output) {

    public LearnedWord {
        Limits.id("word", word);
        if (count < 1) {
            throw new IllegalArgumentException("count of word " + word + " is " + count + ", expected at least 1");
        }
        if (input.isEmpty() || input.dimension() != output.dimension()) {
            throw new IllegalArgumentException("vectors of word " + word + " have dimensions " + input.dimension()
                    + " and " + output.dimension() + ", expected one that is at least 1");
        }
    }
}
