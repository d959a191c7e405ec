package io.freshet.cli.model;

import io.freshet.cli.CommandContext;
import io.freshet.words.WordTable;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Option;

/** The model file that a command writes. */
final class NewModelFile {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "The model file to write.")
    Path output = Path.of("");

    @Option(names = "--overwrite", description = "Replace the model file if it exists.")
    boolean overwrite;

    /** Where to write it; fails if the file exists and is not to be replaced. */
    Path path(CommandContext context) {
        return context.newFile(output, overwrite);
    }

    /** Prints what was written and how to use it. */
    void report(WordTable table, CommandContext context) {
        report(output, table, context);
    }

    static void report(Path output, WordTable table, CommandContext context) {
        context.out()
                .println(String.format(
                        Locale.ROOT,
                        "%s: %,d words of %d components; use it with -c model.file=%s",
                        output,
                        table.vocabulary().size(),
                        table.dimension(),
                        output));
    }
}
