package io.freshet.cli;

import io.freshet.embedding.CompoundWord;
import io.freshet.embedding.NearWord;
import io.freshet.embedding.Vocabulary;
import io.freshet.embedding.WordFileFormat;
import io.freshet.embedding.WordModel;
import io.freshet.embedding.WordModelFile;
import io.freshet.embedding.WordTable;
import io.freshet.embedding.WordVectorExport;
import io.freshet.embedding.WordVectorImport;
import io.freshet.vector.VectorMath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "model",
        header = "Word vectors: import, look into, judge, teach and export a model; keep or take back what a running"
                + " Freshet learned.",
        synopsisSubcommandLabel =
                "(import | info | nearest | analogy | evaluate | learn | export | snapshot | roll-back)",
        footerHeading = "%nExamples:%n",
        footer = {
            "  freshet model import glove.6B.100d.txt -o en.model --format glove",
            "  freshet model nearest en.model france",
            "  freshet model analogy en.model man king woman",
            "  freshet model evaluate en.model --analogies questions-words.txt"
        })
final class ModelCommand implements Runnable {
    private static final int FREQUENT_SHOWN = 10;

    private final CommandContext context;

    @Spec
    CommandSpec spec = CommandSpec.create();

    ModelCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Say what to do: import, info, nearest, analogy, evaluate, learn, export, snapshot or roll-back");
    }

    @Command(
            name = "import",
            header = "Turn published word vectors into a model file, for the setting model.file.",
            description =
                    "Reads the text and binary formats of word2vec, GloVe, and fastText's .vec, packed with gzip or"
                            + " zip or not.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  freshet model import vectors.bin.gz -o en.model --format word2vec_binary",
                "  freshet model import cc.zh.300.vec.gz -o zh.model --format fasttext_vec --words-max 200000"
            })
    int importVectors(
            @Parameters(paramLabel = "FILE", description = "The published file.") Path source,
            @Option(
                            names = {"-o", "--output"},
                            paramLabel = "FILE",
                            required = true,
                            description = "The model file to write.")
                    Path output,
            @Option(
                            names = "--format",
                            paramLabel = "NAME",
                            required = true,
                            description = "word2vec_text, word2vec_binary, glove or fasttext_vec.")
                    WordFileFormat format,
            @Option(
                            names = "--words-max",
                            paramLabel = "N",
                            defaultValue = "400000",
                            description = "Leave out words after the first N; 400,000 by default.")
                    int wordsMax,
            @Option(names = "--overwrite", description = "Replace the model file if it exists.") boolean overwrite,
            @Option(names = "--debug", description = "Show stack traces of errors.") boolean debug)
            throws IOException {
        if (wordsMax < 1 || wordsMax > Vocabulary.WORDS_MAX) {
            throw CommandFailure.usage("--words-max is " + wordsMax, "give a number from 1 to " + Vocabulary.WORDS_MAX);
        }
        Path model = context.newFile(output, overwrite);
        WordTable table = WordVectorImport.read(context.workingDirectory().resolve(source), format, wordsMax);
        WordModelFile.write(model, table);
        context.out()
                .println(String.format(
                        Locale.ROOT,
                        "%s: %,d words of %d components; use it with -c model.file=%s",
                        output,
                        table.vocabulary().size(),
                        table.dimension(),
                        output));
        return ExitCode.SUCCESS;
    }

    @Command(
            name = "info",
            header = "Say what a model file holds and where it comes from, and check that it is undamaged.",
            footerHeading = "%nExamples:%n",
            footer = {"  freshet model info en.model", "  freshet model info data/demo/words.model"})
    int info(
            @Parameters(paramLabel = "MODEL", description = "A model file.") Path file,
            @Option(names = "--debug", description = "Show stack traces of errors.") boolean debug)
            throws IOException {
        WordModel model = open(file);
        WordModelFile.verify(context.workingDirectory().resolve(file));
        Vocabulary vocabulary = model.vocabulary();
        WordTable.Provenance provenance = model.provenance();
        line("words", "%,d of %d components", vocabulary.size(), model.dimension());
        line(
                "running words",
                "%,d%s",
                vocabulary.runningWords(),
                model.countsEstimated() ? ", estimated from the order of the words" : "");
        line("neighbours", model.hasOutput() ? "known: fine-tuning starts from them" : "unknown");
        line("source", "%s (sha256 %s)", provenance.source(), provenance.sourceHash());
        line("made by", "%s, %,d steps", provenance.trainer(), provenance.steps());
        for (Map.Entry<String, String> setting : new TreeMap<>(provenance.settings()).entrySet()) {
            line("  " + setting.getKey(), "%s", setting.getValue());
        }
        line("fingerprint", "%s", model.fingerprint());
        StringBuilder frequent = new StringBuilder();
        for (int index = 0; index < Math.min(FREQUENT_SHOWN, vocabulary.size()); index++) {
            frequent.append(index == 0 ? "" : " ").append(vocabulary.word(index));
        }
        line("most frequent", "%s", frequent);
        return ExitCode.SUCCESS;
    }

    @Command(
            name = "nearest",
            header = "List the words whose vectors are nearest to that of a word.",
            footerHeading = "%nExamples:%n",
            footer = {"  freshet model nearest en.model france", "  freshet model nearest zh.model 芯片 -n 5"})
    int nearest(
            @Parameters(paramLabel = "MODEL", description = "A model file.") Path file,
            @Parameters(paramLabel = "WORD", description = "As the tokeniser writes it: in lower case, Simplified.")
                    String word,
            @Option(names = "-n", paramLabel = "N", defaultValue = "10", description = "How many; 10 by default.")
                    int count,
            @Option(names = "--debug", description = "Show stack traces of errors.") boolean debug)
            throws IOException {
        WordModel model = open(file);
        print(model, unitVector(model, file, word), Set.of(word), count);
        return ExitCode.SUCCESS;
    }

    @Command(
            name = "analogy",
            header = "Say what is to C as B is to A.",
            description = "The words nearest to B - A + C, their vectors being of length 1.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  freshet model analogy en.model man king woman",
                "  freshet model analogy en.model paris france berlin -n 3"
            })
    int analogy(
            @Parameters(paramLabel = "MODEL", description = "A model file.") Path file,
            @Parameters(paramLabel = "A", description = "A word.") String from,
            @Parameters(paramLabel = "B", description = "What is to A ...") String to,
            @Parameters(paramLabel = "C", description = "... as the answer is to C.") String other,
            @Option(names = "-n", paramLabel = "N", defaultValue = "5", description = "How many; 5 by default.")
                    int count,
            @Option(names = "--debug", description = "Show stack traces of errors.") boolean debug)
            throws IOException {
        WordModel model = open(file);
        float[] answer = unitVector(model, file, to);
        VectorMath.addScaled(-1, unitVector(model, file, from), answer);
        VectorMath.addScaled(1, unitVector(model, file, other), answer);
        print(model, answer, Set.copyOf(List.of(from, to, other)), count);
        return ExitCode.SUCCESS;
    }

    @Command(
            name = "export",
            header = "Write the vectors of a model in a format that other programs read.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  freshet model export en.model -o vectors.txt --format word2vec_text",
                "  freshet model export en.model -o vectors.bin --format word2vec_binary"
            })
    int export(
            @Parameters(paramLabel = "MODEL", description = "A model file.") Path file,
            @Option(
                            names = {"-o", "--output"},
                            paramLabel = "FILE",
                            required = true,
                            description = "The file to write.")
                    Path output,
            @Option(
                            names = "--format",
                            paramLabel = "NAME",
                            required = true,
                            description = "word2vec_text, word2vec_binary, glove or fasttext_vec.")
                    WordFileFormat format,
            @Option(names = "--overwrite", description = "Replace the file if it exists.") boolean overwrite,
            @Option(names = "--debug", description = "Show stack traces of errors.") boolean debug)
            throws IOException {
        Path target = context.newFile(output, overwrite);
        WordModel model = open(file);
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

    private WordModel open(Path file) throws IOException {
        return WordModelFile.open(context.workingDirectory().resolve(file));
    }

    private static float[] unitVector(WordModel model, Path file, String word) {
        float[] vector = new float[model.dimension()];
        if (!model.copyVector(model.wordWritten(word).orElse(word), vector)) {
            String lower = word.toLowerCase(Locale.ROOT);
            throw CommandFailure.because(
                    file + " does not know the word '" + word + "'",
                    model.vocabulary().contains(lower)
                            ? "it knows '" + lower + "'"
                            : "words are in lower case and Simplified Chinese; try another");
        }
        return VectorMath.unit(vector);
    }

    private void print(WordModel model, float[] vector, Set<String> given, int count) {
        if (count < 1) {
            throw CommandFailure.usage("-n is " + count, "give 1 or more");
        }
        for (NearWord near : model.nearest(vector, count, word -> !given.contains(CompoundWord.written(word)))) {
            context.out().println(String.format(Locale.ROOT, "%.3f  %s", near.cosine(), CompoundWord.written(near.word())));
        }
    }

    private void line(String name, String format, Object... values) {
        context.out().println(DisplayWidth.fit(name, 16) + String.format(Locale.ROOT, format, values));
    }
}
