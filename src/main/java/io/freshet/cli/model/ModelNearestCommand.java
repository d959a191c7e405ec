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

/** Prints the words nearest to a word. */
@Command(
        name = "nearest",
        header = "Print the words nearest to a word, with their cosine similarity.",
        footerHeading = "%nExamples:%n",
        footer = {"  freshet model nearest en.model france", "  freshet model nearest zh.model 芯片 -n 5"})
final class ModelNearestCommand implements Callable<Integer> {
    private final CommandContext context;

    @Parameters(paramLabel = "MODEL", description = "Model file to read.")
    Path file = Path.of("");

    @Parameters(paramLabel = "WORD", description = "Word in lower case; Chinese in simplified characters.")
    String word = "";

    @Option(names = "-n", paramLabel = "N", description = "Number of words to print; default 10.")
    int count = 10;

    @Mixin
    DebugOption debug = new DebugOption();

    ModelNearestCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        WordLookup words = WordLookup.open(context, file);
        words.printNearest(words.unitVector(word), Set.of(word), count);
        return ExitCode.SUCCESS;
    }
}
