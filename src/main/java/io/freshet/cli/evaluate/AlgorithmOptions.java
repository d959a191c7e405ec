package io.freshet.cli.evaluate;

import io.freshet.cli.CommandFailure;
import io.freshet.evaluate.KnownAlgorithm;
import io.freshet.evaluate.algorithm.RecommenderComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;

/**
 * Command-line options that select what is compared: algorithms, and ablations, which lack some components of the
 * recommender.
 */
final class AlgorithmOptions {
    private static final String ALL = "all";

    /** Columns of the names in the lists of the help text, with a margin. */
    private static final int NAME_WIDTH = 26;

    @Option(
            names = {"--algorithms", "--contenders"},
            split = ",",
            paramLabel = "NAME,...",
            hideParamSyntax = true,
            description = "Algorithms to evaluate, see below; the first is compared with each of the others. Default"
                    + " all, or ranker with --without.")
    List<String> algorithmNames = List.of();

    @Option(
            names = "--without",
            split = ",",
            paramLabel = "COMPONENT,...",
            hideParamSyntax = true,
            description = "Ablations: also evaluate the ranker without each of these components, see below; join"
                    + " components with + to remove them together. Default none; 'all' for each component.")
    List<String> ablationNames = List.of();

    /** Adds lists of all algorithms and components to the help text of a command with these options. */
    static void addHelp(CommandLine command) {
        Map<String, String> algorithms = new LinkedHashMap<>();
        for (KnownAlgorithm algorithm : KnownAlgorithm.values()) {
            algorithms.put(algorithm.label(), algorithm.description());
        }
        Map<String, String> components = new LinkedHashMap<>();
        for (RecommenderComponent component : RecommenderComponent.values()) {
            components.put(component.label(), component.description());
        }
        String section = "algorithms";
        command.getHelpSectionMap()
                .put(
                        section,
                        help -> table(help, "Algorithms for --algorithms:", algorithms)
                                + table(help, "Components for --without:", components));
        List<String> sections = new ArrayList<>(command.getHelpSectionKeys());
        sections.add(sections.indexOf(UsageMessageSpec.SECTION_KEY_FOOTER_HEADING), section);
        command.setHelpSectionKeys(sections);
    }

    private static String table(Help help, String heading, Map<String, String> descriptionByName) {
        int width = help.commandSpec().usageMessage().width();
        TextTable table = TextTable.forColumns(
                help.colorScheme(),
                new Column(NAME_WIDTH, 2, Column.Overflow.SPAN),
                new Column(width - NAME_WIDTH, 0, Column.Overflow.WRAP));
        descriptionByName.forEach(table::addRowValues);
        return String.format("%n%s%n%s", heading, table);
    }

    /**
     * The selected algorithms, in the order given. Without a selection, the ranker alone if there are ablations,
     * otherwise all algorithms.
     */
    List<KnownAlgorithm> algorithms() {
        if (algorithmNames.isEmpty() && !ablationNames.isEmpty()) {
            return List.of(KnownAlgorithm.RANKER);
        }
        if (algorithmNames.isEmpty() || algorithmNames.equals(List.of(ALL))) {
            return Arrays.asList(KnownAlgorithm.values());
        }
        List<KnownAlgorithm> algorithms = new ArrayList<>();
        for (String name : algorithmNames) {
            KnownAlgorithm algorithm = KnownAlgorithm.of(name.strip())
                    .orElseThrow(() -> CommandFailure.usage(
                            "unknown algorithm '" + name + "' in --algorithms",
                            "use all, or some of "
                                    + Arrays.stream(KnownAlgorithm.values())
                                            .map(KnownAlgorithm::label)
                                            .collect(Collectors.joining(", "))));
            if (algorithms.contains(algorithm)) {
                throw CommandFailure.usage("algorithm '" + name + "' is repeated in --algorithms", "give it once");
            }
            algorithms.add(algorithm);
        }
        return algorithms;
    }

    /** The sets of components to remove from the ranker, one set for each ablation, in the order given. */
    List<Set<RecommenderComponent>> ablations() {
        if (ablationNames.equals(List.of(ALL))) {
            return Arrays.stream(RecommenderComponent.values()).map(Set::of).toList();
        }
        List<Set<RecommenderComponent>> ablations = new ArrayList<>();
        for (String names : ablationNames) {
            Set<RecommenderComponent> components = EnumSet.noneOf(RecommenderComponent.class);
            for (String name : names.split("\\+", -1)) {
                if (!components.add(component(name.strip()))) {
                    throw CommandFailure.usage(
                            "component '" + name.strip() + "' is repeated in --without " + names, "give it once");
                }
            }
            if (ablations.contains(components)) {
                throw CommandFailure.usage("ablation '" + names + "' is repeated in --without", "give it once");
            }
            ablations.add(components);
        }
        return ablations;
    }

    private static RecommenderComponent component(String name) {
        return RecommenderComponent.of(name)
                .orElseThrow(() -> CommandFailure.usage(
                        "unknown component '" + name + "' in --without",
                        "use all, or some of "
                                + Arrays.stream(RecommenderComponent.values())
                                        .map(RecommenderComponent::label)
                                        .collect(Collectors.joining(", "))));
    }
}
