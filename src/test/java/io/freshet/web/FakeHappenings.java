package io.freshet.web;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Happenings that a test makes happen. */
final class FakeHappenings implements Happenings {
    private final List<Consumer<Happening>> listeners = new CopyOnWriteArrayList<>();

    @Override
    public Subscription subscribe(Consumer<Happening> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    void happen(Happening happening) {
        listeners.forEach(listener -> listener.accept(happening));
    }

    int subscriptions() {
        return listeners.size();
    }
}
