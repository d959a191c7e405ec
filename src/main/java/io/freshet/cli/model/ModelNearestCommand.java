package io.freshet.cli.model;

import io.freshet.cli.CommandContext;
import io.freshet.cli.DebugOption;
import io.freshet.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "nearest",
        header = "List the words whose vectors are nearest to that of a word.",
        footerHeading = "%nExamples:%n",
        footer = {"  freshet model nearest en.model france", "  freshet model nearest zh.model 芯片 -n 5"})
final class ModelNearestCommand implements Callable<Integer> {
    private final CommandContext context;

    @Parameters(paramLabel = "MODEL", description = "A model file.")
    Path file = Path.of("");

    @Parameters(paramLabel = "WORD", description = "As the tokeniser writes it: in lower case, Simplified.")
    String word = "";

    @Option(names = "-n", paramLabel = "N", description = "How many; 10 by default.")
    int count = 10;

    @Mixin
    DebugOption debug = new DebugOption();

    ModelNearestCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        ModelWords words = ModelWords.open(context, file);
        words.printNearest(words.unitVector(word), Set.of(word), count);
        return ExitCode.SUCCESS;
    }
}
