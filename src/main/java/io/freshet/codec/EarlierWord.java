package io.freshet.codec;

import io.freshet.embedding.LearnedWord;
import java.util.Optional;

/**
 * How a word was at the last snapshot.
 *
 * @param before empty if it was not learned then
 */
public record EarlierWord(Optional<LearnedWord> before) {}
