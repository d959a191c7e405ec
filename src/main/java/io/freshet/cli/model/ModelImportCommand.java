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

/** Converts published word vectors into a model file. */
@Command(
        name = "import",
        header = "Convert published word vectors into a model file, for the setting model.file.",
        description = "Reads the text and binary formats of word2vec, GloVe, and fastText's .vec, also compressed"
                + " (gzip, bzip2, xz, zip, tar). Normalises words like those of articles: lower case, NFKC, Simplified"
                + " Chinese. If several spellings become one word, the first is kept.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  freshet model import vectors.bin.gz -o en.model --format word2vec_binary",
            "  freshet model import cc.zh.300.vec.gz -o zh.model --format fasttext_vec --words-max 200000"
        })
final class ModelImportCommand implements Callable<Integer> {
    private final CommandContext context;

    @Parameters(paramLabel = "FILE", description = "File of word vectors.")
    Path source = Path.of("");

    @Mixin
    ModelOutputOptions newModel = new ModelOutputOptions();

    @Option(
            names = "--format",
            paramLabel = "NAME",
            required = true,
            description = "Format of the file: word2vec_text, word2vec_binary, glove or fasttext_vec.")
    WordFileFormat format = WordFileFormat.WORD2VEC_TEXT;

    @Option(
            names = "--words-max",
            paramLabel = "N",
            description = "Import only the first N words, which are the most frequent; default 400,000.")
    int wordsMax = 400_000;

    @Option(
            names = "--skip-bad-lines",
            description = "Skip and count lines without a valid word and vector; default: stop at the first.")
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
        print(imported.folded(), "spellings skipped: normalised, they equal an earlier word");
        print(imported.unreachable(), "words that the tokenizer never produces, such as punctuation and numbers");
        print(imported.skipped(), "bad lines skipped");
        return ExitCode.SUCCESS;
    }

    private void print(long count, String counted) {
        if (count > 0) {
            context.out().println(String.format(Locale.ROOT, "%,12d %s", count, counted));
        }
    }
}
