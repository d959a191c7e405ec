package io.freshet.cli.model;

import io.freshet.article.ArticleSettings;
import io.freshet.cli.CommandContext;
import io.freshet.cli.CommandFailure;
import io.freshet.cli.DebugOption;
import io.freshet.cli.DisplayWidth;
import io.freshet.cli.ExitCode;
import io.freshet.cli.LabelledFile;
import io.freshet.evaluate.CategoryTrial;
import io.freshet.evaluate.KeywordTrial;
import io.freshet.evaluate.measure.JudgedCategories;
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

@Command(
        name = "judge",
        header = "Say how well articles are understood with a model: their categories and keywords.",
        description =
                "Learns and infers with what runs on the stream. Files hold one JSON object a line, packed with gzip"
                        + " or not: id, title, body, category, language, keywords.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  freshet model judge en.model --categories train.jsonl --test test.jsonl",
            "  freshet model judge en.model --in-time-order articles.jsonl --largest 10",
            "  freshet model judge en.model --keywords documents.jsonl.gz"
        })
final class ModelJudgeCommand implements Callable<Integer> {
    private final CommandContext context;

    @Parameters(paramLabel = "MODEL", description = "A model file.")
    Path file = Path.of("");

    @Option(names = "--categories", paramLabel = "FILE", description = "Labelled articles to learn categories from.")
    @Nullable
    Path train;

    @Option(names = "--test", paramLabel = "FILE", description = "Labelled articles to judge them by.")
    @Nullable
    Path test;

    @Option(
            names = "--in-time-order",
            paramLabel = "FILE",
            description = "Labelled articles, each judged by those before it and then learned from.")
    @Nullable
    Path ordered;

    @Option(
            names = "--largest",
            paramLabel = "N",
            description = "With --in-time-order, only articles of the N largest categories; all by default.")
    int largest = Integer.MAX_VALUE;

    @Option(names = "--keywords", paramLabel = "FILE", description = "Documents with the keywords people gave them.")
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
                    "there is nothing to judge by", "give --categories and --test, --in-time-order or --keywords");
        }
        if ((train == null) != (test == null)) {
            throw CommandFailure.usage(
                    "--categories and --test belong together", "learn from one file and judge by another");
        }
        if (largest < 2) {
            throw CommandFailure.usage("--largest is " + largest, "give 2 or more");
        }
        WordModel words = WordModelFile.open(context.workingDirectory().resolve(file));
        if (train != null && test != null) {
            judgeCategories(words, train, test);
        }
        if (ordered != null) {
            judgeInTimeOrder(words, ordered);
        }
        if (keywords != null) {
            judgeKeywords(words, keywords);
        }
        return ExitCode.SUCCESS;
    }

    private void judgeCategories(WordModel words, Path trainFile, Path testFile) {
        CategoryTrial trial = new CategoryTrial(ArticleSettings.DEFAULTS, words);
        List<Article> learned =
                LabelledFile.withCategories(context.workingDirectory().resolve(trainFile));
        learned.forEach(trial::learn);
        trial.finishLearning();
        LabelledFile.withCategories(context.workingDirectory().resolve(testFile))
                .forEach(trial::judge);
        line("%s: categories learned from %,d articles", testFile.getFileName(), learned.size());
        print(trial);
    }

    private void judgeInTimeOrder(WordModel words, Path orderedFile) {
        List<Article> articles =
                LabelledFile.withCategories(context.workingDirectory().resolve(orderedFile));
        Set<String> categories = largest(articles);
        CategoryTrial trial = new CategoryTrial(ArticleSettings.DEFAULTS, words);
        articles.stream()
                .filter(article -> categories.contains(article.category()))
                .forEach(trial::judgeAndLearn);
        line("%s: %d categories, each article judged by those before it", orderedFile.getFileName(), categories.size());
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
        JudgedCategories both = trial.judged(CategoryTrial.Look.BOTH);
        line(
                "  accuracy %.3f of %,d, calibration error %.3f",
                both.accuracy(), both.articles(), both.calibrationError());
        line(
                "  accuracy by the vector alone %.3f, by the words alone %.3f",
                trial.judged(CategoryTrial.Look.VECTOR).accuracy(),
                trial.judged(CategoryTrial.Look.WORDS).accuracy());
    }

    private void judgeKeywords(WordModel words, Path documents) {
        KeywordTrial trial = new KeywordTrial(ArticleSettings.DEFAULTS, words);
        LabelledFile.forEach(
                context.workingDirectory().resolve(documents),
                labelled -> trial.judge(labelled.article(), labelled.keywords()));
        if (trial.documents() == 0) {
            throw CommandFailure.because(
                    documents + " gives no keywords", "give a file whose lines have a field keywords, a list of texts");
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
