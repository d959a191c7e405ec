package io.freshet.dataset;

import java.io.Closeable;
import java.util.Iterator;

/**
 * A data set as a stream of events, read lazily in bounded memory. For one thread, except {@link #progress()}, which
 * any thread may call. {@code hasNext} and {@code next} throw {@link DatasetException} for what cannot be read.
 */
public interface EventReader extends Iterator<TimedEvent>, Closeable {

    /** How far this reader has come. */
    ReadProgress progress();

    /** Closes the files; the stream ends here. */
    @Override
    void close();
}
