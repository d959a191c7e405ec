package io.freshet.cli.evaluate;

import io.freshet.cli.CommandFailure;
import io.freshet.evaluate.KnownAlgorithm;
import io.freshet.evaluate.algorithm.RecommenderPart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The flags that say which recommenders are compared. */
final class AlgorithmOptions {
    private static final String ALL = "all";

    /** For the help: a line for each. */
    static final class Lines implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(KnownAlgorithm.values())
                    .map(known -> known.label() + ": " + known.description())
                    .iterator();
        }
    }

    /** For the help: a line for each. */
    static final class PartLines implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(RecommenderPart.values())
                    .map(part -> part.label() + ": " + part.description())
                    .iterator();
        }
    }

    @Option(
            names = "--contenders",
            split = ",",
            paramLabel = "NAME",
            completionCandidates = Lines.class,
            description = {
                "Compare these recommenders, the first with each other; all by default, the ranker alone with --without."
                        + " Each name once:",
                "${COMPLETION-CANDIDATES}"
            })
    List<String> names = List.of();

    @Option(
            names = "--without",
            split = ",",
            paramLabel = "PART",
            completionCandidates = PartLines.class,
            description = {
                "Compare as well with the ranker that does without one of these parts, for each of them, or without"
                        + " several at once, joined by +; 'all', or some of:",
                "${COMPLETION-CANDIDATES}"
            })
    List<String> parts = List.of();

    /** Those that were chosen, in the order given. */
    List<KnownAlgorithm> chosen() {
        if (names.isEmpty() && !parts.isEmpty()) {
            return List.of(KnownAlgorithm.RANKER);
        }
        if (names.isEmpty() || names.equals(List.of(ALL))) {
            return Arrays.asList(KnownAlgorithm.values());
        }
        List<KnownAlgorithm> chosen = new ArrayList<>();
        for (String name : names) {
            KnownAlgorithm known = KnownAlgorithm.of(name.strip())
                    .orElseThrow(() -> CommandFailure.usage(
                            "--contenders names '" + name + "'",
                            "give some of "
                                    + Arrays.stream(KnownAlgorithm.values())
                                            .map(KnownAlgorithm::label)
                                            .collect(Collectors.joining(", "))));
            if (chosen.contains(known)) {
                throw CommandFailure.usage("--contenders names '" + name + "' twice", "name each once");
            }
            chosen.add(known);
        }
        return chosen;
    }

    /** The sets of parts that the ranker is to do without, in the order given. */
    List<Set<RecommenderPart>> leftOut() {
        if (parts.equals(List.of(ALL))) {
            return Arrays.stream(RecommenderPart.values()).map(Set::of).toList();
        }
        List<Set<RecommenderPart>> chosen = new ArrayList<>();
        for (String names : parts) {
            Set<RecommenderPart> together = EnumSet.noneOf(RecommenderPart.class);
            for (String name : names.split("\\+", -1)) {
                if (!together.add(part(name.strip()))) {
                    throw CommandFailure.usage("--without names '" + names + "'", "name each part once");
                }
            }
            if (chosen.contains(together)) {
                throw CommandFailure.usage("--without names '" + names + "' twice", "name each once");
            }
            chosen.add(together);
        }
        return chosen;
    }

    private static RecommenderPart part(String name) {
        return RecommenderPart.of(name)
                .orElseThrow(() -> CommandFailure.usage(
                        "--without names '" + name + "'",
                        "give all, or some of "
                                + Arrays.stream(RecommenderPart.values())
                                        .map(RecommenderPart::label)
                                        .collect(Collectors.joining(", "))));
    }
}
