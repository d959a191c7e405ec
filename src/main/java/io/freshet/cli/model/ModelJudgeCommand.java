package io.freshet.cli.model;

import io.freshet.article.ArticleSettings;
import io.freshet.cli.CommandContext;
import io.freshet.cli.CommandFailure;
import io.freshet.cli.DebugOption;
import io.freshet.cli.DisplayWidth;
import io.freshet.cli.ExitCode;
import io.freshet.cli.LabelledArticleFile;
import io.freshet.evaluate.CategoryTrial;
import io.freshet.evaluate.KeywordTrial;
import io.freshet.evaluate.measure.CategoryAccuracy;
import io.freshet.event.Article;
import io.freshet.words.WordModel;
import io.freshet.words.WordModelFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures how well categories and keywords of articles are inferred with a word vector model. */
@Command(
        name = "judge",
        header = "Evaluate categories and keywords of articles with a model.",
        description =
                "Learns and infers with the same code as the live recommender. Files hold one JSON object a line, plain"
                        + " or gzipped, with the fields id, title, body, category, language, keywords.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  freshet model judge en.model --categories train.jsonl --test test.jsonl",
            "  freshet model judge en.model --in-time-order articles.jsonl --largest 10",
            "  freshet model judge en.model --keywords documents.jsonl.gz"
        })
final class ModelJudgeCommand implements Callable<Integer> {
    private final CommandContext context;

    @Parameters(paramLabel = "MODEL", description = "Model file to evaluate.")
    Path file = Path.of("");

    @Option(names = "--categories", paramLabel = "FILE", description = "Labelled articles to train on; needs --test.")
    @Nullable
    Path train;

    @Option(names = "--test", paramLabel = "FILE", description = "Labelled articles to test on; needs --categories.")
    @Nullable
    Path test;

    @Option(
            names = "--in-time-order",
            paramLabel = "FILE",
            description = "Labelled articles; each is classified from the earlier ones, then learned.")
    @Nullable
    Path ordered;

    @Option(
            names = "--largest",
            paramLabel = "N",
            description = "With --in-time-order, use only the N largest categories, 2 or more; default: all.")
    int largest = Integer.MAX_VALUE;

    @Option(names = "--keywords", paramLabel = "FILE", description = "Documents with keywords assigned by people.")
    @Nullable
    Path keywords;

    @Mixin
    DebugOption debug = new DebugOption();

    ModelJudgeCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        if (train == null && ordered == null && keywords == null) {
            throw CommandFailure.usage(
                    "no labelled file is given", "add --categories and --test, --in-time-order or --keywords");
        }
        if ((train == null) != (test == null)) {
            throw CommandFailure.usage(
                    "--categories and --test need each other", "train on one file and test on another");
        }
        if (largest < 2) {
            throw CommandFailure.usage("--largest is " + largest, "give 2 or more");
        }
        WordModel words = WordModelFile.open(context.workingDirectory().resolve(file));
        if (train != null && test != null) {
            evaluateCategories(words, train, test);
        }
        if (ordered != null) {
            evaluateInTimeOrder(words, ordered);
        }
        if (keywords != null) {
            evaluateKeywords(words, keywords);
        }
        return ExitCode.SUCCESS;
    }

    private void evaluateCategories(WordModel words, Path trainFile, Path testFile) {
        CategoryTrial trial = new CategoryTrial(ArticleSettings.DEFAULTS, words);
        List<Article> training = LabelledArticleFile.categorisedArticles(
                context.workingDirectory().resolve(trainFile));
        training.forEach(trial::learn);
        trial.finishLearning();
        LabelledArticleFile.categorisedArticles(context.workingDirectory().resolve(testFile))
                .forEach(trial::evaluate);
        line("%s: categories, trained on %,d articles", testFile.getFileName(), training.size());
        print(trial);
    }

    private void evaluateInTimeOrder(WordModel words, Path orderedFile) {
        List<Article> articles = LabelledArticleFile.categorisedArticles(
                context.workingDirectory().resolve(orderedFile));
        Set<String> categories = largest(articles);
        CategoryTrial trial = new CategoryTrial(ArticleSettings.DEFAULTS, words);
        articles.stream()
                .filter(article -> categories.contains(article.category()))
                .forEach(trial::evaluateAndLearn);
        line(
                "%s: %d categories, each article classified from the earlier ones",
                orderedFile.getFileName(), categories.size());
        print(trial);
    }

    private Set<String> largest(List<Article> articles) {
        Map<String, Integer> sizes = new HashMap<>();
        articles.forEach(article -> sizes.merge(String.valueOf(article.category()), 1, Integer::sum));
        Set<String> chosen = new HashSet<>();
        sizes.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(largest)
                .forEach(entry -> chosen.add(entry.getKey()));
        return chosen;
    }

    private void print(CategoryTrial trial) {
        CategoryAccuracy combined = trial.accuracy(CategoryTrial.Evidence.BOTH);
        line(
                "  accuracy %.3f of %,d, calibration error %.3f",
                combined.accuracy(), combined.articles(), combined.calibrationError());
        line(
                "  accuracy from the vector only %.3f, from the words only %.3f",
                trial.accuracy(CategoryTrial.Evidence.VECTOR).accuracy(),
                trial.accuracy(CategoryTrial.Evidence.WORDS).accuracy());
    }

    private void evaluateKeywords(WordModel words, Path documents) {
        KeywordTrial trial = new KeywordTrial(ArticleSettings.DEFAULTS, words);
        LabelledArticleFile.forEach(
                context.workingDirectory().resolve(documents),
                labelled -> trial.evaluate(labelled.article(), labelled.keywords()));
        if (trial.documents() == 0) {
            throw CommandFailure.because(
                    documents + " has no keywords", "give a file whose lines have a field keywords, a list of strings");
        }
        line("%s: %,d documents; mean F1 at %s", documents.getFileName(), trial.documents(), KeywordTrial.CUTS);
        trial.means()
                .forEach((name, means) -> line(
                        "  %s %.3f  %.3f  %.3f", DisplayWidth.fit(name, 38), means.get(0), means.get(1), means.get(2)));
    }

    private void line(String format, Object... values) {
        context.out().println(String.format(Locale.ROOT, format, values));
    }
}
