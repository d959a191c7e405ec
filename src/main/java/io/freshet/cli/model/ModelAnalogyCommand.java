package io.freshet.cli.model;

import io.freshet.cli.CommandContext;
import io.freshet.cli.DebugOption;
import io.freshet.cli.ExitCode;
import io.freshet.vector.VectorMath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Solves a word analogy by vector arithmetic. */
@Command(
        name = "analogy",
        header = "Solve an analogy: A is to B as C is to ?",
        description = "Prints the words nearest to B - A + C, computed with unit vectors, and their cosine similarity.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  freshet model analogy en.model man king woman",
            "  freshet model analogy en.model paris france berlin -n 3"
        })
final class ModelAnalogyCommand implements Callable<Integer> {
    private final CommandContext context;

    @Parameters(paramLabel = "MODEL", description = "Model file to read.")
    Path file = Path.of("");

    @Parameters(paramLabel = "A", description = "First word of the given pair.")
    String a = "";

    @Parameters(paramLabel = "B", description = "Second word of the given pair.")
    String b = "";

    @Parameters(paramLabel = "C", description = "First word of the pair to complete.")
    String c = "";

    @Option(names = "-n", paramLabel = "N", description = "Number of words to print; default 5.")
    int count = 5;

    @Mixin
    DebugOption debug = new DebugOption();

    ModelAnalogyCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        WordLookup words = WordLookup.open(context, file);
        float[] answer = words.unitVector(b);
        VectorMath.addScaled(-1, words.unitVector(a), answer);
        VectorMath.addScaled(1, words.unitVector(c), answer);
        words.printNearest(answer, Set.copyOf(List.of(a, b, c)), count);
        return ExitCode.SUCCESS;
    }
}
