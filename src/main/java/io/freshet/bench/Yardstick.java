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
 * The least that a recommender on Kafka Streams would have to do with a click: read JSON, look the reader up in a RocksDB
 * store with a changelog, write him back, send JSON. What this reaches on a machine says what the machine gives; the
 * recommender is measured against it.
 */
public final class Yardstick {
    /** Its input, without the prefix: the recommender's, under a prefix of its own. */
    public static final String INPUT = Topics.CLICKS.name();
    /** Its output, without the prefix. */
    public static final String OUTPUT = Topics.RECOMMENDATIONS.name();

    private static final String STORE = "yardstick-readers";

    private Yardstick() {}

    /** Puts it together, to be run with these properties. */
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

    /** Answers each click with the article before it and the count of the reader's clicks. */
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
