package io.freshet.words.train;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** A corpus of sentences that can be read any number of times. */
@FunctionalInterface
public interface SentenceSource {

    /**
     * Opens a new stream over the whole corpus, each sentence as a list of its words, in order. The caller closes the
     * stream.
     *
     * @throws IOException if the corpus cannot be opened; the stream reports later failures as
     *     {@link java.io.UncheckedIOException}
     */
    Stream<List<String>> open() throws IOException;

    /** Creates a corpus in memory from a copy of the given sentences. */
    static SentenceSource of(List<List<String>> sentences) {
        List<List<String>> copy = sentences.stream().map(List::copyOf).toList();
        return copy::stream;
    }
}
