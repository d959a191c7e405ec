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

/** Evaluates a model on word analogies and word similarities. */
@Command(
        name = "evaluate",
        header = "Evaluate a model on word analogies and word similarities.",
        description = "Looks words up as written, then in lower case. Questions and pairs with unknown words are"
                + " counted and do not affect the score.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  freshet model evaluate en.model --analogies questions-words.txt",
            "  freshet model evaluate en.model --similarity wordsim353.tsv --similarity simlex999.txt"
        })
final class ModelEvaluateCommand implements Callable<Integer> {
    private final CommandContext context;

    @Parameters(paramLabel = "MODEL", description = "Model file to evaluate.")
    Path file = Path.of("");

    @Option(
            names = "--analogies",
            paramLabel = "FILE",
            description = "Analogy questions, four words a line; a line ': name' starts a category. Default: none.")
    @Nullable
    Path analogies;

    @Option(
            names = "--similarity",
            paramLabel = "FILE",
            description = "Word similarities, two words and a number a line; repeatable. Default: none.")
    List<Path> similarities = List.of();

    @Option(
            names = "--words-max",
            paramLabel = "N",
            description = "Search answers to analogies among the N most frequent words; default 300,000.")
    int wordsMax = 300_000;

    @Mixin
    DebugOption debug = new DebugOption();

    ModelEvaluateCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        if (analogies == null && similarities.isEmpty()) {
            throw CommandFailure.usage("no questions are given", "add --analogies or --similarity");
        }
        if (wordsMax < 1) {
            throw CommandFailure.usage("--words-max is " + wordsMax, "give 1 or more");
        }
        WordModel model = WordModelFile.open(context.workingDirectory().resolve(file));
        if (analogies != null) {
            printAnalogies(parsed(analogies, WordAnalogies::parse).evaluate(model, wordsMax));
        }
        for (Path similarity : similarities) {
            WordSimilarities.Score score =
                    parsed(similarity, WordSimilarities::parse).evaluate(model);
            context.out()
                    .println(String.format(
                            Locale.ROOT,
                            "%s: Spearman correlation %.3f over %,d pairs; %,d pairs with unknown words",
                            similarity.getFileName(),
                            score.correlation(),
                            score.evaluated(),
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
                        "%s: accuracy %.3f (%,d of %,d); %,d questions with unknown words",
                        name,
                        score.accuracy(),
                        score.correct(),
                        score.evaluated(),
                        score.unknown()));
    }
}
