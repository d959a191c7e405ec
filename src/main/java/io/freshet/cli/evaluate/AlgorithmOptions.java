package io.freshet.cli.evaluate;

import io.freshet.cli.CommandFailure;
import io.freshet.evaluate.KnownAlgorithm;
import io.freshet.evaluate.algorithm.RecommenderComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/**
 * Command-line options that select what is compared: algorithms, and ablations, which lack some components of the
 * recommender.
 */
final class AlgorithmOptions {
    private static final String ALL = "all";

    /** Lines of the help text, one for each algorithm: its name and description. */
    static final class AlgorithmLines implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(KnownAlgorithm.values())
                    .map(algorithm -> algorithm.label() + ": " + algorithm.description())
                    .iterator();
        }
    }

    /** Lines of the help text, one for each component that an ablation can remove: its name and description. */
    static final class ComponentLines implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(RecommenderComponent.values())
                    .map(component -> component.label() + ": " + component.description())
                    .iterator();
        }
    }

    @Option(
            names = {"--algorithms", "--contenders"},
            split = ",",
            paramLabel = "NAME",
            completionCandidates = AlgorithmLines.class,
            description = {
                "Algorithms to evaluate, separated by commas; the first is compared with each of the others. Default"
                        + " all, or ranker with --without. Available:",
                "${COMPLETION-CANDIDATES}"
            })
    List<String> algorithmNames = List.of();

    @Option(
            names = "--without",
            split = ",",
            paramLabel = "COMPONENT",
            completionCandidates = ComponentLines.class,
            description = {
                "Ablations: also evaluate the ranker without each of these components, separated by commas; join"
                        + " components with + to remove them together. Default none; 'all' for each component."
                        + " Available:",
                "${COMPLETION-CANDIDATES}"
            })
    List<String> ablationNames = List.of();

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
