package io.freshet.web;

import io.freshet.web.port.LiveEvent;
import io.freshet.web.port.LiveEvents;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Happenings that a test makes happen. */
public final class FakeLiveEvents implements LiveEvents {
    private final List<Consumer<LiveEvent>> listeners = new CopyOnWriteArrayList<>();

    @Override
    public Subscription subscribe(Consumer<LiveEvent> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    public void happen(LiveEvent happening) {
        listeners.forEach(listener -> listener.accept(happening));
    }

    int subscriptions() {
        return listeners.size();
    }
}
