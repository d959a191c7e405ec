package io.freshet.web;

import io.freshet.web.port.LiveEvent;
import io.freshet.web.port.LiveEvents;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Live events that a test publishes. */
public final class FakeLiveEvents implements LiveEvents {
    private final List<Consumer<LiveEvent>> listeners = new CopyOnWriteArrayList<>();

    @Override
    public Subscription subscribe(Consumer<LiveEvent> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    public void publish(LiveEvent event) {
        listeners.forEach(listener -> listener.accept(event));
    }

    int subscriptions() {
        return listeners.size();
    }
}
