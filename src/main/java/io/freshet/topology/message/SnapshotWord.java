package io.freshet.topology.message;

import io.freshet.words.LearnedWord;
import java.util.Optional;

/**
 * How a word was at the last snapshot.
 *
 * @param before empty if it was not learned then
 */
public record SnapshotWord(Optional<LearnedWord> before) {}
