/**
 * Compounds: words of two to four tokens of the tokeniser, such as names it splits and frequent phrases.
 *
 * <p>Start with {@link io.freshet.words.phrase.CompoundWord}, the format of a compound ("new_york").
 * {@link io.freshet.words.phrase.PhraseDetector} finds new compounds in the stream by cohesion and boundary entropy,
 * with the thresholds of {@link io.freshet.words.phrase.PhraseSettings};
 * {@link io.freshet.words.phrase.CompoundLexicon} holds the known compounds and joins their tokens in text.
 * {@code NgramCounts} and {@code NeighbourSketch} count in bounded memory.
 *
 * <p>May use {@code collection}, {@code text} and {@code vector} only.
 */
@NullMarked
package io.freshet.words.phrase;

import org.jspecify.annotations.NullMarked;
