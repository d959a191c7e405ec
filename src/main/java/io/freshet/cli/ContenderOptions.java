package io.freshet.cli;

import io.freshet.evaluate.KnownContender;
import io.freshet.evaluate.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The flags that say which recommenders are compared. */
final class ContenderOptions {
    private static final String ALL = "all";

    /** For the help: a line for each. */
    static final class Lines implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(KnownContender.values())
                    .map(known -> known.label() + ": " + known.description())
                    .iterator();
        }
    }

    /** For the help: a line for each. */
    static final class PartLines implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Part.values())
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
    List<KnownContender> chosen() {
        if (names.isEmpty() && !parts.isEmpty()) {
            return List.of(KnownContender.RANKER);
        }
        if (names.isEmpty() || names.equals(List.of(ALL))) {
            return Arrays.asList(KnownContender.values());
        }
        List<KnownContender> chosen = new ArrayList<>();
        for (String name : names) {
            KnownContender known = KnownContender.of(name.strip())
                    .orElseThrow(() -> CommandFailure.usage(
                            "--contenders names '" + name + "'",
                            "give some of "
                                    + Arrays.stream(KnownContender.values())
                                            .map(KnownContender::label)
                                            .collect(Collectors.joining(", "))));
            if (chosen.contains(known)) {
                throw CommandFailure.usage("--contenders names '" + name + "' twice", "name each once");
            }
            chosen.add(known);
        }
        return chosen;
    }

    /** The sets of parts that the ranker is to do without, in the order given. */
    List<Set<Part>> leftOut() {
        if (parts.equals(List.of(ALL))) {
            return Arrays.stream(Part.values()).map(Set::of).toList();
        }
        List<Set<Part>> chosen = new ArrayList<>();
        for (String names : parts) {
            Set<Part> together = EnumSet.noneOf(Part.class);
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

    private static Part part(String name) {
        return Part.of(name)
                .orElseThrow(() -> CommandFailure.usage(
                        "--without names '" + name + "'",
                        "give all, or some of "
                                + Arrays.stream(Part.values()).map(Part::label).collect(Collectors.joining(", "))));
    }
}
