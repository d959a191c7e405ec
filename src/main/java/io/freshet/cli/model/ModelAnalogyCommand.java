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

@Command(
        name = "analogy",
        header = "Say what is to C as B is to A.",
        description = "The words nearest to B - A + C, their vectors being of length 1.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  freshet model analogy en.model man king woman",
            "  freshet model analogy en.model paris france berlin -n 3"
        })
final class ModelAnalogyCommand implements Callable<Integer> {
    private final CommandContext context;

    @Parameters(paramLabel = "MODEL", description = "A model file.")
    Path file = Path.of("");

    @Parameters(paramLabel = "A", description = "A word.")
    String from = "";

    @Parameters(paramLabel = "B", description = "What is to A ...")
    String to = "";

    @Parameters(paramLabel = "C", description = "... as the answer is to C.")
    String other = "";

    @Option(names = "-n", paramLabel = "N", description = "How many; 5 by default.")
    int count = 5;

    @Mixin
    DebugOption debug = new DebugOption();

    ModelAnalogyCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        ModelWords words = ModelWords.open(context, file);
        float[] answer = words.unitVector(to);
        VectorMath.addScaled(-1, words.unitVector(from), answer);
        VectorMath.addScaled(1, words.unitVector(other), answer);
        words.printNearest(answer, Set.copyOf(List.of(from, to, other)), count);
        return ExitCode.SUCCESS;
    }
}
