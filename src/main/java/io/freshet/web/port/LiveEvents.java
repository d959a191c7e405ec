package io.freshet.web.port;

import java.util.function.Consumer;

/** Where happenings come from. Safe from any thread. */
public interface LiveEvents {

    /**
     * Hands every happening from now on to the listener, from any thread, one at a time. The listener does not block and
     * does not throw.
     *
     * @return closes the subscription; after that the listener is not called any more
     */
    Subscription subscribe(Consumer<LiveEvent> listener);

    /** Ends a subscription. */
    @FunctionalInterface
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
