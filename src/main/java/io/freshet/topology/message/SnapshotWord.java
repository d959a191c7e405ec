package io.freshet.topology.message;

import io.freshet.words.LearnedWord;
import java.util.Optional;

/**
 * State of a word at the last snapshot.
 *
 * @param before empty if the word was not learned then
 */
public record SnapshotWord(Optional<LearnedWord> before) {}
