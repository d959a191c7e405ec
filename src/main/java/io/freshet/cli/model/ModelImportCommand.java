package io.freshet.cli.model;

import io.freshet.cli.CommandContext;
import io.freshet.cli.CommandFailure;
import io.freshet.cli.DebugOption;
import io.freshet.cli.ExitCode;
import io.freshet.words.Vocabulary;
import io.freshet.words.WordModelFile;
import io.freshet.words.WordTable;
import io.freshet.words.file.WordFileFormat;
import io.freshet.words.file.WordVectorImport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        header = "Turn published word vectors into a model file, for the setting model.file.",
        description = "Reads the text and binary formats of word2vec, GloVe, and fastText's .vec, packed or not (gzip,"
                + " bzip2, xz, zip, tar). Words are folded as those of articles are: lower case, NFKC, Simplified"
                + " Chinese; of spellings that become one word the first stays.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  freshet model import vectors.bin.gz -o en.model --format word2vec_binary",
            "  freshet model import cc.zh.300.vec.gz -o zh.model --format fasttext_vec --words-max 200000"
        })
final class ModelImportCommand implements Callable<Integer> {
    private final CommandContext context;

    @Parameters(paramLabel = "FILE", description = "The published file.")
    Path source = Path.of("");

    @Mixin
    NewModelFile newModel = new NewModelFile();

    @Option(
            names = "--format",
            paramLabel = "NAME",
            required = true,
            description = "word2vec_text, word2vec_binary, glove or fasttext_vec.")
    WordFileFormat format = WordFileFormat.WORD2VEC_TEXT;

    @Option(
            names = "--words-max",
            paramLabel = "N",
            description = "Leave out words after the first N; 400,000 by default.")
    int wordsMax = 400_000;

    @Option(
            names = "--skip-bad-lines",
            description = "Leave out lines that hold no word and vector, rather than stop; their number is printed.")
    boolean skipBadLines;

    @Mixin
    DebugOption debug = new DebugOption();

    ModelImportCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        if (wordsMax < 1 || wordsMax > Vocabulary.WORDS_MAX) {
            throw CommandFailure.usage("--words-max is " + wordsMax, "give a number from 1 to " + Vocabulary.WORDS_MAX);
        }
        Path model = newModel.path(context);
        WordVectorImport.Imported imported =
                WordVectorImport.read(context.workingDirectory().resolve(source), format, wordsMax, skipBadLines);
        WordTable table = imported.table();
        WordModelFile.write(model, table);
        newModel.report(table, context);
        print(imported.folded(), "spellings left out: in lower case, NFKC and Simplified they are words from before");
        print(imported.unreachable(), "words that no text is divided into: punctuation, numbers, several words in one");
        print(imported.skipped(), "bad lines left out");
        return ExitCode.SUCCESS;
    }

    private void print(long count, String what) {
        if (count > 0) {
            context.out().println(String.format(Locale.ROOT, "%,12d %s", count, what));
        }
    }
}
