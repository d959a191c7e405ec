package io.freshet.topology.message;

import io.freshet.words.LearnedWord;
import java.util.Optional;

/**
 * State that a word had at the last snapshot of the learned words.
 *
 * @param before the learned word at the snapshot; empty if the word was not learned then
 */
public record SnapshotWord(Optional<LearnedWord> before) {}
