package io.freshet.topology.message;

import io.freshet.codec.binary.BinarySerde;
import io.freshet.codec.binary.ByteReader;
import io.freshet.codec.binary.ByteWriter;
import org.apache.kafka.common.serialization.Serde;

/**
 * Byte layout of the values of the topics {@code rerouted-articles} and {@code rerouted-reader-events}, written with
 * {@link ByteWriter}.
 *
 * <pre>
 * byte     version: 1
 * text     input: name of the input topic, without the prefix
 * integer  arrivedAtMillis
 * byte     0 for a null value, else 1 and bytes: the value as received
 * </pre>
 */
final class ReroutedEventLayout {
    static final Serde<ReroutedEvent> VALUE =
            new BinarySerde<>("re-routed event", 1, ReroutedEventLayout::write, ReroutedEventLayout::read);

    private ReroutedEventLayout() {}

    private static void write(ReroutedEvent event, ByteWriter out) {
        out.writeText(event.input());
        out.writeInteger(event.arrivedAtMillis());
        byte[] value = event.value();
        out.writeBoolean(value != null);
        if (value != null) {
            out.writeBytes(value);
        }
    }

    private static ReroutedEvent read(ByteReader in) {
        return new ReroutedEvent(in.readText(), in.readInteger(), in.readBoolean() ? in.readBytes() : null);
    }
}
