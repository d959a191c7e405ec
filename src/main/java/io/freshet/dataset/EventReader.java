package io.freshet.dataset;

import java.io.Closeable;
import java.util.Iterator;

/**
 * A data set as a stream of events, read lazily in bounded memory. {@code hasNext} and {@code next} throw
 * {@link DatasetException} if the data set cannot be read. For one thread, except {@link #progress()}, which any thread
 * may call.
 */
public interface EventReader extends Iterator<TimedEvent>, Closeable {

    /** Events returned, lines skipped and bytes read so far. */
    ReadProgress progress();

    /** Closes the files and ends the stream. */
    @Override
    void close();
}
