package io.freshet.cli.model;

import io.freshet.cli.CommandContext;
import io.freshet.cli.CommandFailure;
import io.freshet.cli.DebugOption;
import io.freshet.cli.ExitCode;
import io.freshet.words.WordModel;
import io.freshet.words.WordModelFile;
import io.freshet.words.quality.WordAnalogies;
import io.freshet.words.quality.WordSimilarities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "evaluate",
        header = "Say how many analogies a model answers and how well it agrees with people on similarity.",
        description = "Words are taken as they are written, else in lower case; what a model does not know is left out"
                + " of its score and counted.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  freshet model evaluate en.model --analogies questions-words.txt",
            "  freshet model evaluate en.model --similarity wordsim353.tsv --similarity simlex999.txt"
        })
final class ModelEvaluateCommand implements Callable<Integer> {
    private final CommandContext context;

    @Parameters(paramLabel = "MODEL", description = "A model file.")
    Path file = Path.of("");

    @Option(
            names = "--analogies",
            paramLabel = "FILE",
            description = "Questions of four words a line, categories as lines ': name'.")
    @Nullable
    Path analogies;

    @Option(
            names = "--similarity",
            paramLabel = "FILE",
            description = "Two words and a number a line; as often as wanted.")
    List<Path> similarities = List.of();

    @Option(
            names = "--words-max",
            paramLabel = "N",
            description = "Ask analogies among the N most frequent words; 300,000 by default.")
    int wordsMax = 300_000;

    @Mixin
    DebugOption debug = new DebugOption();

    ModelEvaluateCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        if (analogies == null && similarities.isEmpty()) {
            throw CommandFailure.usage("there is nothing to evaluate with", "give --analogies or --similarity");
        }
        if (wordsMax < 1) {
            throw CommandFailure.usage("--words-max is " + wordsMax, "give 1 or more");
        }
        WordModel model = WordModelFile.open(context.workingDirectory().resolve(file));
        if (analogies != null) {
            printAnalogies(parsed(analogies, WordAnalogies::parse).ask(model, wordsMax));
        }
        for (Path similarity : similarities) {
            WordSimilarities.Score score =
                    parsed(similarity, WordSimilarities::parse).compare(model);
            context.out()
                    .println(String.format(
                            Locale.ROOT,
                            "%s: Spearman %.3f over %,d pairs; %,d with unknown words",
                            similarity.getFileName(),
                            score.correlation(),
                            score.compared(),
                            score.unknown()));
        }
        return ExitCode.SUCCESS;
    }

    private <T> T parsed(Path file, Function<List<String>, T> parser) throws IOException {
        try {
            return parser.apply(Files.readAllLines(context.workingDirectory().resolve(file)));
        } catch (IllegalArgumentException malformed) {
            throw CommandFailure.because(file + ", " + malformed.getMessage(), "see 'freshet model evaluate --help'");
        }
    }

    private void printAnalogies(Map<String, WordAnalogies.Score> scores) {
        WordAnalogies.Score all = new WordAnalogies.Score(0, 0, 0);
        for (Map.Entry<String, WordAnalogies.Score> score : scores.entrySet()) {
            printAnalogies(score.getKey(), score.getValue());
            all = all.plus(score.getValue());
        }
        printAnalogies("all analogies", all);
    }

    private void printAnalogies(String name, WordAnalogies.Score score) {
        context.out()
                .println(String.format(
                        Locale.ROOT,
                        "%s: %.3f (%,d of %,d); %,d with unknown words",
                        name,
                        score.accuracy(),
                        score.correct(),
                        score.asked(),
                        score.unknown()));
    }
}
