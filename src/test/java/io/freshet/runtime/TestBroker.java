package io.freshet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.Eventually;
import io.freshet.broker.EmbeddedBroker;
import io.freshet.runtime.topics.TopicAdministration;
import io.freshet.runtime.topics.WantedTopic;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/** Embedded broker of a test class, with the topics and instances of its tests. */
final class TestBroker implements AutoCloseable {
    private final Path directory;
    private final EmbeddedBroker broker;

    TestBroker(Path directory) {
        this.directory = directory;
        broker = EmbeddedBroker.start(directory.resolve("broker"));
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
    }

    /** Settings of an application with its own topics and state. */
    RuntimeSettings.Builder settings(String name) {
        return settings(name, name);
    }

    /** Settings of an instance of an application. */
    RuntimeSettings.Builder settings(String application, String instance) {
        return RuntimeSettings.builder(application, bootstrapServers(), directory.resolve("state-" + instance))
                .topicPrefix(application + ".")
                .memory(new RocksDbMemory(8 << 20, 2 << 20));
    }

    /** Creates the dead-letter topic and these topics, given without prefix, with one partition each. */
    void createTopics(RuntimeSettings settings, String... topics) {
        create(Stream.concat(Stream.of("dead-letters"), Stream.of(topics))
                .map(topic -> new WantedTopic(settings.topicPrefix() + topic, 1, Map.of()))
                .toArray(WantedTopic[]::new));
    }

    void create(WantedTopic... wanted) {
        try (TopicAdministration topics = new TopicAdministration(Map.of("bootstrap.servers", bootstrapServers()))) {
            topics.createMissing(List.of(wanted), 1);
        }
    }

    /** Changes a setting of a topic, given by its full name, and waits until the broker has it. */
    void configure(String topic, String setting, long value) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        String text = Long.toString(value);
        try (Admin admin = admin()) {
            Eventually.resultOf(admin.incrementalAlterConfigs(Map.of(
                            resource,
                            List.of(new AlterConfigOp(new ConfigEntry(setting, text), AlterConfigOp.OpType.SET))))
                    .all());
            // The controller has answered, but the broker may not have the change yet.
            Eventually.await()
                    .until(() -> Eventually.resultOf(
                                    admin.describeConfigs(List.of(resource)).all())
                            .get(resource)
                            .get(setting)
                            .value()
                            .equals(text));
        }
    }

    void send(RuntimeSettings settings, String topic, String key, String value) {
        Records.send(bootstrapServers(), settings.topicPrefix() + topic, key, value);
    }

    /** Reads the committed records of a topic, waiting until there are at least {@code atLeast}. */
    List<ConsumerRecord<byte[], byte[]>> read(RuntimeSettings settings, String topic, int atLeast) {
        return Records.read(bootstrapServers(), settings.topicPrefix() + topic, atLeast);
    }

    /** First dead letter; waits until there is one. */
    ConsumerRecord<byte[], byte[]> deadLetter(RuntimeSettings settings) {
        return read(settings, "dead-letters", 1).get(0);
    }

    /** Topology of one processor with a store between two text topics, given without prefix. */
    static Topology topology(
            RuntimeSettings settings,
            String input,
            String output,
            StoreBuilder<?> store,
            ProcessorSupplier<String, String, String, String> processor) {
        Topology topology = new Topology();
        topology.addSource(
                "input",
                Serdes.String().deserializer(),
                Serdes.String().deserializer(),
                settings.topicPrefix() + input);
        topology.addProcessor("process", processor, "input");
        topology.addStateStore(store, "process");
        topology.addSink(
                "output",
                settings.topicPrefix() + output,
                Serdes.String().serializer(),
                Serdes.String().serializer(),
                "process");
        return topology;
    }

    /** Starts an instance and waits until it runs. */
    static StreamsRuntime started(StreamsRuntime runtime) throws InterruptedException {
        runtime.start();
        assertThat(runtime.awaitRunning(Eventually.LIMIT)).isTrue();
        return runtime;
    }

    /** Waits until an instance has no reason to be unready. */
    static void awaitReady(StreamsRuntime runtime) {
        Eventually.await()
                .untilAsserted(() -> assertThat(runtime.health().reasons()).isEmpty());
    }

    @Override
    public void close() {
        broker.close();
    }
}
