/**
 * State of one reader, and its changes by the reader's events.
 *
 * <p>Start at {@link io.freshet.recommend.reader.ReaderLearner}, which applies a click, impression or erasure to a
 * {@link io.freshet.recommend.reader.ReaderState} and creates the signals for the articles' owners. {@link
 * io.freshet.recommend.reader.ReaderSnapshot} is the stored form. {@link io.freshet.recommend.reader.ActiveReaders}
 * finds the readers whom a new article may interest.
 */
@NullMarked
package io.freshet.recommend.reader;

import org.jspecify.annotations.NullMarked;
