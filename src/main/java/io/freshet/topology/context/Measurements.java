package io.freshet.topology.context;

import java.util.List;

/**
 * Receiver of the measurements of the topology. Called from stream threads: implementations must not block and must not
 * throw.
 */
@FunctionalInterface
public interface Measurements {
    /** Ignores all measurements. */
    Measurements NONE = measurement -> {};

    void record(Measurement measurement);

    /** Returns a receiver that hands each measurement to several receivers, in order. */
    static Measurements all(List<Measurements> receivers) {
        List<Measurements> copy = List.copyOf(receivers);
        return measurement -> copy.forEach(receiver -> receiver.record(measurement));
    }
}
