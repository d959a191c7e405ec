package io.freshet.topology.message;

import io.freshet.words.LearnedWord;
import java.util.Optional;

/**
 * State of a word at the last snapshot of the learned words; empty if the word was not learned then.
 *
 * @param before the learned word at the snapshot; empty if the word was not learned then
 */
public record SnapshotWord(Optional<LearnedWord> before) {}
