package io.freshet.topology.context;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Passes each measurement to the handler of its type and ignores types without a handler. All handlers must be added
 * before the first measurement.
 */
public final class MeasurementHandlers implements Measurements {
    private final Map<Class<? extends Measurement>, Consumer<Measurement>> handlers = new HashMap<>();

    /** Adds the handler of a measurement type, in place of an earlier one. */
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
