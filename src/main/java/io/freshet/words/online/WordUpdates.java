package io.freshet.words.online;

import io.freshet.words.LearnedWord;
import java.util.List;

/**
 * Changes to the learned words by one article, or by a rollback to the last snapshot.
 *
 * @param changed words with a new or changed vector, each once, in the order of the article; sorted by word after a
 *     rollback
 * @param admitted words of {@code changed} that are new: the article admitted them to the vocabulary; empty after a
 *     rollback
 * @param removed words removed from the vocabulary: idle or over a limit, rejected as a compound, or learned after the
 *     snapshot of a rollback
 */
public record WordUpdates(List<LearnedWord> changed, List<String> admitted, List<String> removed) {

    /** No changes. */
    public static final WordUpdates NONE = new WordUpdates(List.of(), List.of(), List.of());

    public WordUpdates {
        changed = List.copyOf(changed);
        admitted = List.copyOf(admitted);
        removed = List.copyOf(removed);
    }
}
