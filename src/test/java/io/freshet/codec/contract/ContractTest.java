package io.freshet.codec.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.freshet.codec.RejectionReason;
import io.freshet.codec.contract.StoreDeclaration.Kind;
import io.freshet.codec.contract.TopicDeclaration.Direction;
import io.freshet.codec.contract.TopicDeclaration.PartitionGroup;
import io.freshet.topology.message.InternalTopics;
import io.freshet.topology.message.StateStores;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ContractTest {
    private static final Path DIRECTORY = Path.of("topology");

    private final Contract contract = Contract.load();

    @Test
    void constantsAndDeclarationsOfExternalTopicsAreTheSame() {
        assertThat(contract.externalTopics().stream().map(TopicDeclaration::name))
                .containsExactlyInAnyOrderElementsOf(
                        Topics.EXTERNAL.stream().map(Topic::name).toList());
    }

    @Test
    void constantsAndDeclarationsOfInternalTopicsAreTheSame() {
        assertThat(contract.topics().stream()
                        .filter(topic -> topic.direction() == Direction.INTERNAL)
                        .map(TopicDeclaration::name))
                .containsExactlyInAnyOrderElementsOf(
                        InternalTopics.ALL.stream().map(Topic::name).toList());
    }

    @Test
    void everyStateStoreConstantIsDeclared() {
        assertThat(contract.stores().stream()
                        .filter(store -> store.kind() != Kind.IN_MEMORY_GLOBAL)
                        .map(StoreDeclaration::name))
                .containsAll(StateStores.ALL.stream().map(StateStore::name).toList());
    }

    @Test
    void everyDeclaredLayoutIsAClass() throws ClassNotFoundException {
        for (TopicDeclaration topic : contract.topics()) {
            assertThat(topic.layout() != null).as(topic.name()).isEqualTo(topic.direction() == Direction.INTERNAL);
            if (topic.layout() != null) {
                assertThat(layout(topic.layout())).isNotNull();
            }
        }
        for (StoreDeclaration store : contract.stores()) {
            if (store.layout() != null) {
                assertThat(layout(store.layout())).isNotNull();
            }
        }
    }

    /** The class that documents a layout: a value of the domain or a message of the topology. */
    private static Class<?> layout(String name) throws ClassNotFoundException {
        try {
            return Class.forName("io.freshet.codec.binary." + name);
        } catch (ClassNotFoundException notOfTheDomain) {
            return Class.forName("io.freshet.topology.message." + name);
        }
    }

    @Test
    void topicsThatOneTaskReadsShareAPartitionGroup() {
        assertThat(namesIn(PartitionGroup.READER))
                .contains("clicks", "impressions", "erasures", "recommendations", "announcements");
        assertThat(namesIn(PartitionGroup.ITEM)).contains("articles", "reads-by-article");
        assertThat(namesIn(PartitionGroup.SINGLE)).contains("catalogue", "word-vectors", "article-words");
        assertThat(contract.defaultPartitions(PartitionGroup.SINGLE)).isOne();
    }

    @Test
    void globalStoresAreFilledFromCompactedTopicsOfOnePartition() {
        for (StoreDeclaration store : contract.stores()) {
            if (store.kind() == Kind.IN_MEMORY_GLOBAL) {
                TopicDeclaration source = contract.topic(store.sourceTopic().orElseThrow());
                assertThat(source.partitions()).isEqualTo(PartitionGroup.SINGLE);
                assertThat(source.cleanup()).isEqualTo(TopicDeclaration.Cleanup.COMPACT);
            }
        }
    }

    @Test
    void declaredSchemasAreExactlyTheExistingFiles() throws IOException {
        Set<String> declared = contract.topics().stream()
                .flatMap(topic -> Stream.ofNullable(topic.schema()))
                .collect(Collectors.toSet());
        try (Stream<Path> files = Files.list(DIRECTORY.resolve("schemas"))) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(declared);
        }
    }

    @Test
    void asyncApiDescribesExactlyTheExternalTopicsWithTheirSchemasAndDirections() throws IOException {
        JsonNode asyncApi =
                new YAMLMapper().readTree(DIRECTORY.resolve("asyncapi.yaml").toFile());
        JsonNode channels = asyncApi.get("channels");

        assertThat(channels.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(contract.externalTopics().stream()
                        .map(TopicDeclaration::name)
                        .toList());
        assertThat(asyncApi.get("operations")).hasSameSizeAs(contract.externalTopics());
        Set<String> described = new HashSet<>();
        for (JsonNode operation : asyncApi.get("operations")) {
            JsonNode channel = resolve(asyncApi, operation.get("channel"));
            String address = channel.get("address").asText();
            TopicDeclaration topic = contract.topic(address.substring(TopicNames.DEFAULT_PREFIX.length()));
            assertThat(channel).isEqualTo(channels.get(topic.name()));
            assertThat(operation.get("action").asText())
                    .isEqualTo(topic.direction() == Direction.IN ? "receive" : "send");
            for (JsonNode message : channel.get("messages")) {
                assertThat(resolve(asyncApi, message).at("/payload/$ref").asText())
                        .isEqualTo(topic.schema() == null ? "" : "schemas/" + topic.schema());
            }
            described.add(topic.name());
        }
        assertThat(described).hasSameSizeAs(contract.externalTopics());
    }

    @Test
    void readmeExplainsEveryReasonCode() throws IOException {
        String readme = Files.readString(DIRECTORY.resolve("README.md"));
        for (RejectionReason reason : RejectionReason.values()) {
            assertThat(readme).contains("`" + reason.code() + "`");
        }
    }

    @Test
    void declarationWithUnknownRepeatedOrMissingPartsIsRejected() throws IOException {
        String yaml = Files.readString(DIRECTORY.resolve("topics.yaml"));
        List<String> broken = List.of(
                yaml.replaceFirst("schema: article", "schemata: article"),
                yaml.replaceFirst("cleanup: delete", "cleanup: compact"),
                yaml.replaceFirst("retention: P30D", "retention: 30 days"),
                yaml.replaceFirst("partitions: item", "partitions: items"),
                yaml.replaceFirst("name: clicks", "name: articles"),
                yaml.replaceFirst("name: clicks", "name: Clicks"),
                yaml.replaceFirst("direction: in", "direction: in\n    direction: out"),
                yaml.replaceFirst("topic: catalogue", "topic: catalog"),
                yaml.replaceFirst("  single:\n", "  other:\n"));
        for (String text : broken) {
            assertThat(text).isNotEqualTo(yaml);
            assertThatThrownBy(() -> read(text)).isInstanceOf(IOException.class);
        }
        assertThat(read(yaml)).isEqualTo(contract);
    }

    @Test
    void namesOnTheBrokerHaveThePrefix() {
        assertThat(TopicNames.withDefaultPrefix().of(Topics.CLICKS)).isEqualTo("freshet.clicks");
        assertThat(new TopicNames("").of("clicks")).isEqualTo("clicks");
        assertThatThrownBy(() -> new TopicNames("news room/"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("news room/");
        assertThatThrownBy(() -> new TopicNames("x".repeat(TopicNames.PREFIX_CHARS_MAX + 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private List<String> namesIn(PartitionGroup group) {
        return contract.topics().stream()
                .filter(topic -> topic.partitions() == group)
                .map(TopicDeclaration::name)
                .toList();
    }

    private static JsonNode resolve(JsonNode document, JsonNode reference) {
        return document.at(reference.get("$ref").asText().substring(1));
    }

    private static Contract read(String yaml) throws IOException {
        try (InputStream stream = new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))) {
            return Contract.read(stream);
        }
    }
}
