package io.freshet.topology.context;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Measurements handled by type; types without a handler are ignored. Complete before the first measurement. */
public final class MeasurementHandlers implements Measurements {
    private final Map<Class<? extends Measurement>, Consumer<Measurement>> handlers = new HashMap<>();

    /** Adds the handler of a type. */
    public <M extends Measurement> MeasurementHandlers on(Class<M> type, Consumer<M> handler) {
        handlers.put(type, measurement -> handler.accept(type.cast(measurement)));
        return this;
    }

    @Override
    public void record(Measurement measurement) {
        Consumer<Measurement> handler = handlers.get(measurement.getClass());
        if (handler != null) {
            handler.accept(measurement);
        }
    }
}
