package io.freshet.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.codec.Contract;
import io.freshet.codec.StoreDeclaration;
import io.freshet.codec.TopicDeclaration;
import io.freshet.codec.TopicNames;
import io.freshet.embedding.WordModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
