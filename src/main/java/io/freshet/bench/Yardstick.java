package io.freshet.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freshet.codec.contract.TopicNames;
import io.freshet.codec.contract.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * Minimal Kafka Streams topology with which the benchmark compares the recommender. For each click it parses JSON,
 * reads and writes the reader in a RocksDB store with a changelog, and sends a JSON answer. Its throughput shows what
 * Kafka Streams reaches on the machine.
 */
public final class Yardstick {
    /** Name of the input topic, without the topic prefix. */
    public static final String INPUT = Topics.CLICKS.name();
    /** Name of the output topic, without the topic prefix. */
    public static final String OUTPUT = Topics.RECOMMENDATIONS.name();

    private static final String STORE = "yardstick-readers";

    private Yardstick() {}

    /**
     * Builds the topology with these Kafka Streams properties; {@code names} maps topic names to full names with the
     * prefix.
     */
    public static Topology build(TopicNames names, Properties streams) {
        Topology topology = new Topology(new TopologyConfig(new StreamsConfig(streams)));
        topology.addSource(
                "clicks-source",
                Serdes.String().deserializer(),
                Serdes.ByteArray().deserializer(),
                names.of(INPUT));
        topology.addProcessor("pass-through", PassThrough::new, "clicks-source");
        topology.addStateStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray()),
                "pass-through");
        topology.addSink(
                "answers-sink",
                names.of(OUTPUT),
                Serdes.String().serializer(),
                Serdes.ByteArray().serializer(),
                "pass-through");
        return topology;
    }

    /** Answers each click with the reader's previous article and number of clicks. */
    private static final class PassThrough extends ContextualProcessor<String, byte[], String, byte[]> {
        private final ObjectMapper json = new ObjectMapper();

        @SuppressWarnings("NullAway.Init") // Streams calls init before anything else.
        private KeyValueStore<String, byte[]> readers;

        @Override
        public void init(ProcessorContext<String, byte[]> context) {
            super.init(context);
            readers = context.getStateStore(STORE);
        }

        @Override
        public void process(Record<String, byte[]> record) {
            try {
                ObjectNode click = (ObjectNode) json.readTree(record.value());
                byte[] stored = readers.get(record.key());
                ObjectNode reader = stored == null ? json.createObjectNode() : (ObjectNode) json.readTree(stored);
                ObjectNode answer = json.createObjectNode();
                answer.set("userId", click.get("userId"));
                answer.set("asOf", click.get("at"));
                answer.put("trigger", "click");
                answer.set("before", reader.get("articleId"));
                answer.put("clicks", reader.path("clicks").asLong() + 1);
                reader.set("articleId", click.get("articleId"));
                reader.set("clicks", answer.get("clicks"));
                readers.put(record.key(), json.writeValueAsBytes(reader));
                context().forward(record.withValue(json.writeValueAsBytes(answer)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
