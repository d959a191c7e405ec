package io.freshet.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.codec.contract.Contract;
import io.freshet.codec.contract.StoreDeclaration;
import io.freshet.codec.contract.TopicDeclaration;
import io.freshet.codec.contract.TopicNames;
import io.freshet.topology.context.Measurements;
import io.freshet.words.WordModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the running topology and what {@code topology/} says of it equal. */
class TopologyDescriptionTest {
    private static final Path COMMITTED = Path.of("topology", "topology.txt");

    private final String description = FreshetTopology.build(
                    TopologyFixture.parts(WordModel.empty(16), Measurements.NONE), TopologyFixture.properties())
            .describe()
            .toString();

    @Test
    void describesItselfAsCommitted() throws IOException {
        Files.writeString(Path.of("target", "topology.txt"), description);
        assertThat(description)
                .as("topology/topology.txt is out of date. Write it anew with: "
                        + "./freshet topology print > topology/topology.txt")
                .isEqualToIgnoringNewLines(Files.readString(COMMITTED));
    }

    @Test
    void readsAndWritesExactlyTheDeclaredTopics() {
        Set<String> used = new TreeSet<>();
        Matcher sources = Pattern.compile("topics: \\[([^\\]]*)\\]").matcher(description);
        while (sources.find()) {
            used.add(sources.group(1));
        }
        Matcher sinks = Pattern.compile("topic: ([^)\\s]+)\\)").matcher(description);
        while (sinks.find()) {
            used.add(sinks.group(1));
        }
        Set<String> declared = new TreeSet<>();
        for (TopicDeclaration topic : Contract.load().topics()) {
            declared.add(TopicNames.withDefaultPrefix().of(topic.name()));
        }
        assertThat(used).isEqualTo(declared);
    }

    @Test
    void usesExactlyTheDeclaredStores() {
        Set<String> used = new TreeSet<>();
        Matcher stores = Pattern.compile("stores: \\[([^\\]]*)\\]").matcher(description);
        while (stores.find()) {
            for (String store : stores.group(1).split(", ")) {
                if (!store.isEmpty()) {
                    used.add(store);
                }
            }
        }
        Set<String> declared = new TreeSet<>();
        for (StoreDeclaration store : Contract.load().stores()) {
            declared.add(store.name());
        }
        assertThat(used).isEqualTo(declared);
    }

    /**
     * Every state of an application lies under one of these names. A name that goes or comes here is state that an
     * instance of the next version does not find: say in docs/how-to/upgrade.md what has to be done, before changing this.
     */
    @Test
    void namesUnderWhichStateLiesAreThoseOfTheVersionBefore() {
        assertThat(Contract.load().stores().stream()
                        .map(store -> store.name() + " " + store.kind().name().toLowerCase(Locale.ROOT)))
                .containsExactlyInAnyOrder(
                        "readers rocksdb",
                        "deferred-lists rocksdb",
                        "erased-readers rocksdb",
                        "items rocksdb",
                        "announced-articles rocksdb",
                        "article-texts rocksdb",
                        "learned-words rocksdb",
                        "category-words rocksdb",
                        "word-snapshots rocksdb",
                        "word-learning rocksdb",
                        "article-statistics rocksdb",
                        "trending-buckets rocksdb",
                        "trending rocksdb",
                        "catalogue in_memory_global",
                        "word-overlay in_memory_global",
                        "ranker-pool in_memory_global");
        assertThat(Contract.load().topics().stream()
                        .filter(topic -> topic.direction() == TopicDeclaration.Direction.INTERNAL)
                        .map(topic ->
                                topic.name() + " " + topic.partitions().name().toLowerCase(Locale.ROOT)))
                .containsExactlyInAnyOrder(
                        "catalogue single",
                        "word-vectors single",
                        "article-words single",
                        "announcements reader",
                        "reads-by-article item",
                        "article-popularity single",
                        "ranker-weights single",
                        "word-commands single",
                        "rerouted-articles item",
                        "rerouted-reader-events reader");
        // The number of a part of the topology is in the id of its tasks, which names the directories of local state.
        assertThat(Pattern.compile("Sub-topology: (\\d+)\\s+Source: ([a-z-]+)")
                        .matcher(description)
                        .results()
                        .map(part -> part.group(1) + " " + part.group(2)))
                .containsExactly(
                        "3 articles-source",
                        "4 clicks-source",
                        "5 article-words-source",
                        "6 article-popularity-source");
    }
}
