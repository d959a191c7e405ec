package io.freshet.web.port;

import java.util.function.Consumer;

/**
 * Source of {@link LiveEvent live events}. A source may skip events under load, but never the erasure of a reader. Safe
 * from any thread.
 */
public interface LiveEvents {

    /**
     * Subscribes a listener to the events from now on. The listener receives one event at a time, on any thread, and
     * must not block or throw.
     *
     * @return subscription; after its {@code close} returns, the listener is not called
     */
    Subscription subscribe(Consumer<LiveEvent> listener);

    /** Subscription of a listener, ended by {@link #close()}. */
    @FunctionalInterface
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
