package io.freshet.cli.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.TopologyDescription;

/** Draws a topology as a Mermaid flow chart: topics as stadiums, processors as boxes, stores as cylinders. */
final class MermaidDiagram {
    private final Map<String, String> idByName = new LinkedHashMap<>();
    private final Set<String> lines = new LinkedHashSet<>();

    private MermaidDiagram() {}

    /** Draws the topology as a Mermaid chart and returns its text; equal topologies give equal texts. */
    static String of(TopologyDescription description) {
        MermaidDiagram diagram = new MermaidDiagram();
        List<String> groups = new ArrayList<>();
        description.subtopologies().stream()
                .sorted((left, right) -> Integer.compare(left.id(), right.id()))
                .forEach(part -> groups.add(diagram.group("Sub-topology " + part.id(), part.nodes())));
        description.globalStores().stream()
                .sorted((left, right) -> Integer.compare(left.id(), right.id()))
                .forEach(store -> groups.add(
                        diagram.group("Global store " + store.id(), Set.of(store.source(), store.processor()))));
        return "flowchart LR\n" + String.join("", groups) + String.join("", diagram.lines);
    }

    private String group(String title, Set<TopologyDescription.Node> nodes) {
        StringBuilder group = new StringBuilder("  subgraph \"" + title + "\"\n");
        Set<String> inside = new TreeSet<>();
        Map<String, TopologyDescription.Node> byName = new LinkedHashMap<>();
        nodes.stream()
                .sorted((left, right) -> left.name().compareTo(right.name()))
                .forEach(node -> byName.put(node.name(), node));
        for (TopologyDescription.Node node : byName.values()) {
            if (node instanceof TopologyDescription.Processor processor) {
                inside.add("    " + id("processor", node.name()) + "[\"" + node.name() + "\"]\n");
                for (String store : new TreeSet<>(processor.stores())) {
                    inside.add("    " + id("store", store) + "[(\"" + store + "\")]\n");
                    lines.add("  " + id("processor", node.name()) + " --- " + id("store", store) + "\n");
                }
            }
        }
        inside.forEach(group::append);
        byName.values().forEach(this::connect);
        return group.append("  end\n").toString();
    }

    private void connect(TopologyDescription.Node node) {
        if (node instanceof TopologyDescription.Source source) {
            for (String topic : new TreeSet<>(source.topicSet())) {
                successors(node).forEach(next -> lines.add("  " + topic(topic) + " --> " + next + "\n"));
            }
        } else if (node instanceof TopologyDescription.Sink sink) {
            String target = sink.topic() == null ? "chosen per record" : sink.topic();
            node.predecessors().stream()
                    .map(before -> id("processor", before.name()))
                    .sorted()
                    .forEach(before -> lines.add("  " + before + " --> " + topic(target) + "\n"));
        } else {
            successors(node).forEach(next -> lines.add("  " + id("processor", node.name()) + " --> " + next + "\n"));
        }
    }

    private List<String> successors(TopologyDescription.Node node) {
        return node.successors().stream()
                .filter(TopologyDescription.Processor.class::isInstance)
                .map(next -> id("processor", next.name()))
                .sorted()
                .toList();
    }

    private String topic(String name) {
        return id("topic", name) + "([\"" + name + "\"])";
    }

    /**
     * Identifier of a node in the chart: its kind and a number, because Mermaid allows few characters in identifiers.
     */
    private String id(String kind, String name) {
        return idByName.computeIfAbsent(kind + " " + name, ignored -> kind + idByName.size());
    }
}
