package io.freshet.cli.model;

import io.freshet.cli.CommandContext;
import io.freshet.words.WordTable;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Command-line options of commands that write a model file: {@code --output} and {@code --overwrite}. */
final class ModelOutputOptions {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "Model file to write.")
    Path output = Path.of("");

    @Option(names = "--overwrite", description = "Replace the model file if it exists; default: fail.")
    boolean overwrite;

    /** Resolves the path of the model file to write; fails if the file exists and {@code --overwrite} is not given. */
    Path path(CommandContext context) {
        return context.newFile(output, overwrite);
    }

    /** Prints the number of words and dimensions of the model, and the setting that loads its file. */
    void report(WordTable table, CommandContext context) {
        report(output, table, context);
    }

    /**
     * Prints the number of words and dimensions of a model written to {@code output}, and the setting that loads this
     * file.
     */
    static void report(Path output, WordTable table, CommandContext context) {
        context.out()
                .println(String.format(
                        Locale.ROOT,
                        "%s: %,d words of %d dimensions; use it with -c model.file=%s",
                        output,
                        table.vocabulary().size(),
                        table.dimension(),
                        output));
    }
}
