package io.freshet.words.train;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** A corpus that can be read again from its start, as often as training needs. */
@FunctionalInterface
public interface SentenceSource {

    /**
     * Starts reading: every sentence in order, as its words. The caller closes the stream.
     *
     * @throws IOException if the corpus cannot be opened; later faults reach the caller as
     *     {@link java.io.UncheckedIOException}
     */
    Stream<List<String>> open() throws IOException;

    /** These sentences. */
    static SentenceSource of(List<List<String>> sentences) {
        List<List<String>> copy = sentences.stream().map(List::copyOf).toList();
        return copy::stream;
    }
}
