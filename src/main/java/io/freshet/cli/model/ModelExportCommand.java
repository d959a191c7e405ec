package io.freshet.cli.model;

import io.freshet.cli.CommandContext;
import io.freshet.cli.DebugOption;
import io.freshet.cli.ExitCode;
import io.freshet.words.WordModel;
import io.freshet.words.WordModelFile;
import io.freshet.words.file.WordFileFormat;
import io.freshet.words.file.WordVectorExport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Exports the vectors of a model to a format of word2vec, GloVe or fastText. */
@Command(
        name = "export",
        header = "Export the vectors of a model to a format that other programs read.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  freshet model export en.model -o vectors.txt --format word2vec_text",
            "  freshet model export en.model -o vectors.bin --format word2vec_binary"
        })
final class ModelExportCommand implements Callable<Integer> {
    private final CommandContext context;

    @Parameters(paramLabel = "MODEL", description = "Model file to read.")
    Path file = Path.of("");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "File to write.")
    Path output = Path.of("");

    @Option(
            names = "--format",
            paramLabel = "NAME",
            required = true,
            description = "Format to write: word2vec_text, word2vec_binary, glove or fasttext_vec.")
    WordFileFormat format = WordFileFormat.WORD2VEC_TEXT;

    @Option(names = "--overwrite", description = "Replace the file if it exists; default: fail.")
    boolean overwrite;

    @Mixin
    DebugOption debug = new DebugOption();

    ModelExportCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        Path target = context.newFile(output, overwrite);
        WordModel model = WordModelFile.open(context.workingDirectory().resolve(file));
        int skipped = WordVectorExport.write(model, target, format);
        context.out()
                .println(String.format(
                        Locale.ROOT,
                        "%s: %,d words of %d dimensions; %,d words skipped because they contain spaces",
                        output,
                        model.vocabulary().size() - skipped,
                        model.dimension(),
                        skipped));
        return ExitCode.SUCCESS;
    }
}
