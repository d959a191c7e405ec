package io.freshet.web.port;

import java.util.function.Consumer;

/** Source of {@link LiveEvent live events}. Safe from any thread. */
public interface LiveEvents {

    /**
     * Passes every event from now on to the listener: one at a time, on any thread. The listener must not block or
     * throw.
     *
     * @return closing it ends the subscription; the listener is not called after {@code close} returns
     */
    Subscription subscribe(Consumer<LiveEvent> listener);

    /** Ends a subscription. */
    @FunctionalInterface
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
