package io.freshet.cli;

import io.freshet.evaluate.KnownContender;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The flag that says which recommenders are compared. */
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

    @Option(
            names = "--contenders",
            split = ",",
            paramLabel = "NAME",
            completionCandidates = Lines.class,
            description = {
                "Compare these recommenders, the first with each other; all by default. Each name once:",
                "${COMPLETION-CANDIDATES}"
            })
    List<String> names = List.of(ALL);

    /** Those that were chosen, in the order given. */
    List<KnownContender> chosen() {
        if (names.equals(List.of(ALL))) {
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
}
