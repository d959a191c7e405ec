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

@Command(
        name = "export",
        header = "Write the vectors of a model in a format that other programs read.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  freshet model export en.model -o vectors.txt --format word2vec_text",
            "  freshet model export en.model -o vectors.bin --format word2vec_binary"
        })
final class ModelExportCommand implements Callable<Integer> {
    private final CommandContext context;

    @Parameters(paramLabel = "MODEL", description = "A model file.")
    Path file = Path.of("");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "The file to write.")
    Path output = Path.of("");

    @Option(
            names = "--format",
            paramLabel = "NAME",
            required = true,
            description = "word2vec_text, word2vec_binary, glove or fasttext_vec.")
    WordFileFormat format = WordFileFormat.WORD2VEC_TEXT;

    @Option(names = "--overwrite", description = "Replace the file if it exists.")
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
        int leftOut = WordVectorExport.write(model, target, format);
        context.out()
                .println(String.format(
                        Locale.ROOT,
                        "%s: %,d words of %d components; %,d left out for the space in them",
                        output,
                        model.vocabulary().size() - leftOut,
                        model.dimension(),
                        leftOut));
        return ExitCode.SUCCESS;
    }
}
