package io.freshet.cli.demo;

import io.freshet.broker.EmbeddedBroker;
import io.freshet.cli.AnsiStyle;
import io.freshet.cli.CommandContext;
import io.freshet.cli.CommandFailure;
import io.freshet.cli.ConfigurationOptions;
import io.freshet.cli.DurationConverter;
import io.freshet.cli.ExitCode;
import io.freshet.cli.InstanceSettings;
import io.freshet.cli.NamedPath;
import io.freshet.cli.cluster.EventSender;
import io.freshet.cli.run.HttpAccess;
import io.freshet.cli.run.RunCommand;
import io.freshet.cli.run.RunningInstance;
import io.freshet.cli.run.Wiring;
import io.freshet.config.Configuration;
import io.freshet.config.ConfigurationKeys;
import io.freshet.config.Setting;
import io.freshet.config.WordKeys;
import io.freshet.event.ArticleProfile;
import io.freshet.newsroom.NewsroomSettings;
import io.freshet.newsroom.SimulatedNewsroom;
import io.freshet.web.port.LiveEvents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        header = "Run a simulated newsroom, its readers, a broker and the recommender in one process.",
        description = "Generates articles and clicks, and shows on the terminal and on the live page how the readers'"
                + " lists change. Requires no other software. A second start continues where the first one stopped.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  freshet demo                           until Ctrl-C, one hour of the newsroom per minute",
            "  freshet demo --for 1m --no-color       for one minute, in a script",
            "  freshet demo --fresh --speed 20        start over, at a slower pace"
        })
public final class DemoCommand implements Callable<Integer> {
    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
    private static final int FOLLOWED_READERS = 3;
    private static final int NEAREST_WORDS = 4;

    private final CommandContext context;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            description = "Duration of the demo, such as 30s or 5m; default: until Ctrl-C.",
            converter = DurationConverter.class)
    @Nullable
    Duration duration;

    @Option(
            names = "--speed",
            paramLabel = "FACTOR",
            description = "Seconds that pass in the newsroom in one second, reached after 20 s; default 60.")
    double speed = 60;

    @Option(names = "--readers", paramLabel = "N", description = "Number of readers; default 2000.")
    int readers = 2_000;

    @Option(names = "--seed", paramLabel = "N", description = "Random seed of the newsroom; default 1.")
    long seed = 1;

    @Option(
            names = "--data",
            paramLabel = "DIRECTORY",
            description = "Directory of all data, from which the next start continues; default data/demo.")
    Path data = Path.of("data", "demo");

    @Option(names = "--fresh", description = "Delete the data of an earlier start first.")
    boolean fresh;

    @Option(names = "--no-color", description = "Print plain text without colours.")
    boolean noColour;

    @Mixin
    ConfigurationOptions configuration = new ConfigurationOptions();

    public DemoCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!(speed > 0) || speed == Double.POSITIVE_INFINITY) {
            throw CommandFailure.usage("--speed is " + speed, "give a number above 0");
        }
        if (readers < 1 || readers > NewsroomSettings.READERS_MAX) {
            throw CommandFailure.usage(
                    "--readers is " + readers, "give a number from 1 to " + NewsroomSettings.READERS_MAX);
        }
        // Reports configuration errors before a broker is started.
        Configuration given = configuration.load(context);
        var unused = HttpAccess.of(given, context.workingDirectory());
        Wiring.requireFiles(given, context.workingDirectory());
        Path root = NamedPath.of("--data", data, context.workingDirectory()).directory();
        if (fresh) {
            DemoDirectory.delete(root);
        }
        DemoDirectory directory = DemoDirectory.open(root, seed, readers, Instant.now());
        context.out()
                .println(
                        directory.continues()
                                ? "Continuing the newsroom from " + Instant.ofEpochMilli(directory.clockMillis())
                                        + " (--fresh starts over) ..."
                                : "Starting a new newsroom: starting Kafka, training word vectors on its archive ...");
        // Training and the start of the broker are slow and run in parallel.
        CompletableFuture<Void> training = CompletableFuture.runAsync(() -> train(directory));
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.broker(), 0, Map.of())) {
            broker.onFailure(fault -> context.stop().stop());
            training.join();
            return play(broker, directory);
        }
    }

    private void train(DemoDirectory directory) {
        try {
            DemoArchive.train(directory.model(), seed, directory.startMillis());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int play(EmbeddedBroker broker, DemoDirectory directory) throws IOException, InterruptedException {
        Configuration loaded = configuration.load(context, settings(broker, directory));
        DemoSummary summary = new DemoSummary(new HitRate(), new LanguageMatch());
        LearnedCoinedWords coinedWords = new LearnedCoinedWords();
        try (RunningInstance instance = RunningInstance.start(
                loaded,
                context.workingDirectory(),
                new DemoMeasurements(summary, coinedWords, System::currentTimeMillis))) {
            instance.onFailure(reason -> context.stop().stop());
            if (!instance.awaitRunning(START_TIMEOUT)) {
                throw CommandFailure.because(
                        "the recommender did not start within " + START_TIMEOUT.toSeconds() + " s",
                        "check the load of the machine and try again");
            }
            context.out().println("Page: " + instance.address() + "   Kafka: " + broker.bootstrapServers());
            context.out().println();
            simulate(loaded, instance, directory, summary, coinedWords);
            instance.failure().ifPresent(reason -> {
                throw CommandFailure.because(
                        "the recommender stopped unexpectedly, " + reason, "see the log lines above");
            });
        }
        return ExitCode.SUCCESS;
    }

    private void simulate(
            Configuration loaded,
            RunningInstance instance,
            DemoDirectory directory,
            DemoSummary summary,
            LearnedCoinedWords coinedWords)
            throws IOException, InterruptedException {
        AnsiStyle style = AnsiStyle.choose(noColour, context.environment().containsKey("NO_COLOR"), context.terminal());
        NewsroomSettings settings = NewsroomSettings.of(seed, directory.startMillis())
                .withReaders(readers)
                .withClosedLoopShare(.5)
                .withWithdrawsExpired(true);
        // The newsroom reads lists from the state, and the narrator of the state needs the readers of the newsroom.
        List<DemoState> state = new ArrayList<>(1);
        SimulatedNewsroom newsroom =
                new SimulatedNewsroom(settings, userId -> state.get(0).listOf(userId));
        int followed = Math.min(FOLLOWED_READERS, newsroom.readers().size());
        DemoNarrator narrator = new DemoNarrator(
                context.out()::println, style, newsroom.readers().subList(0, followed));
        narrator.lookUpTitles(articleId -> instance.profile(articleId).map(ArticleProfile::title));
        summary.languageMatch().addReaders(newsroom.readers());
        summary.languageMatch()
                .lookUpLanguages(articleId -> instance.profile(articleId).map(ArticleProfile::language));
        narrator.lookUpNearestWords(word -> instance.nearestWords(word, NEAREST_WORDS));
        state.add(new DemoState(narrator, summary, coinedWords));
        narrator.introduceReaders();
        try (LiveEvents.Subscription subscription = instance.liveEvents()
                        .subscribe(event -> state.get(0).onLiveEvent(event, System.currentTimeMillis()));
                EventSender sender = new EventSender(InstanceSettings.runtime(loaded), Duration.ZERO)) {
            Objects.requireNonNull(subscription);
            new NewsroomPlayback(newsroom, state.get(0), sender, instance::lagRecords, directory, context.stop())
                    .play(speed, duration == null ? Duration.ofDays(3_650) : duration);
        }
        summary.table(style).forEach(context.out()::println);
    }

    private List<Setting> settings(EmbeddedBroker broker, DemoDirectory directory) {
        List<Setting> settings = new ArrayList<>(RunCommand.embeddedSettings(broker));
        settings.addAll(RunCommand.stateSettings(directory.root()));
        settings.addAll(ConfigurationOptions.flag(WordKeys.MODEL_FILE, "demo", directory.model()));
        // A single instance gains nothing from more partitions, and each adds to the cost of a transaction.
        settings.addAll(ConfigurationOptions.flag(ConfigurationKeys.TOPICS_PARTITIONS, "demo", 1));
        return settings;
    }
}
