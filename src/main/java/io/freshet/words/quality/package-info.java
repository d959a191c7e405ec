/**
 * Intrinsic evaluation of word models against published benchmarks.
 *
 * <p>{@link io.freshet.words.quality.WordAnalogies} counts solved analogies,
 * {@link io.freshet.words.quality.WordSimilarities} correlates the model's cosines with similarities rated by people.
 * Start at their {@code parse} methods. The command {@code freshet model evaluate} prints both scores.
 *
 * <p>The package uses the word models of {@code io.freshet.words} and {@code io.freshet.vector}. All classes are
 * immutable.
 */
@NullMarked
package io.freshet.words.quality;

import org.jspecify.annotations.NullMarked;
