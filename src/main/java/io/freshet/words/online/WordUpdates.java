package io.freshet.words.online;

import io.freshet.words.LearnedWord;
import java.util.List;

/**
 * What one article did to the words.
 *
 * @param changed words whose vector moved or is new, as they are now, each once, in the order of the article
 * @param admitted which of {@code changed} are new words, that came into the vocabulary with this article
 * @param removed words that left the vocabulary because they were idle or the longest idle in a full vocabulary
 */
public record WordUpdates(List<LearnedWord> changed, List<String> admitted, List<String> removed) {

    /** Nothing happened. */
    public static final WordUpdates NONE = new WordUpdates(List.of(), List.of(), List.of());

    public WordUpdates {
        changed = List.copyOf(changed);
        admitted = List.copyOf(admitted);
        removed = List.copyOf(removed);
    }
}
