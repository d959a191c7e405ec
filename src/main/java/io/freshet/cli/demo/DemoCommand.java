package io.freshet.cli.demo;

import io.freshet.broker.EmbeddedBroker;
import io.freshet.cli.AnsiStyle;
import io.freshet.cli.CommandContext;
import io.freshet.cli.CommandFailure;
import io.freshet.cli.ConfigurationOptions;
import io.freshet.cli.DurationOption;
import io.freshet.cli.ExitCode;
import io.freshet.cli.InstanceSettings;
import io.freshet.cli.cluster.EventSender;
import io.freshet.cli.run.HttpAccess;
import io.freshet.cli.run.RunCommand;
import io.freshet.cli.run.RunningInstance;
import io.freshet.config.Configuration;
import io.freshet.config.ConfigurationKeys;
import io.freshet.config.LanguageKeys;
import io.freshet.config.Setting;
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
        header = "A newsroom, its readers, a broker and the recommender in one process.",
        description =
                "Invents articles and readers, and tells how their lists follow, here and on a page. Needs nothing"
                        + " installed. A second start goes on where the first one stopped.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  freshet demo                           until Ctrl-C, an hour of the newsroom a minute",
            "  freshet demo --for 1m --no-color       a minute, for a script",
            "  freshet demo --fresh --speed 20        begin anew, slower"
        })
public final class DemoCommand implements Callable<Integer> {
    private static final Duration START_TIME_MAX = Duration.ofMinutes(2);
    private static final int FOLLOWED = 3;
    private static final int NEAREST_WORDS = 4;

    private final CommandContext context;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            description = "End after so long, such as 30s or 5m; by default with Ctrl-C.",
            converter = DurationOption.class)
    @Nullable
    Duration length;

    @Option(names = "--speed", paramLabel = "FACTOR", description = "Newsroom seconds a second; 60 by default.")
    double speed = 60;

    @Option(names = "--readers", paramLabel = "N", description = "How many readers there are; 2,000 by default.")
    int readers = 2_000;

    @Option(names = "--seed", paramLabel = "N", description = "Of everything that is invented; 1 by default.")
    long seed = 1;

    @Option(
            names = "--data",
            paramLabel = "DIRECTORY",
            description = "What the next start goes on from; ./data/demo by default.")
    Path data = Path.of("data", "demo");

    @Option(names = "--fresh", description = "Forget what an earlier start left.")
    boolean fresh;

    @Option(names = "--no-color", description = "Plain text.")
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
        // What is wrong with the settings shall be said before a broker is started.
        var unused = HttpAccess.of(configuration.load(context), context.workingDirectory());
        Path root = context.workingDirectory().resolve(data);
        if (fresh) {
            DemoDirectory.delete(root);
        }
        DemoDirectory directory = DemoDirectory.open(root, seed, readers, Instant.now());
        context.out()
                .println(
                        directory.continues()
                                ? "The newsroom goes on from " + Instant.ofEpochMilli(directory.clockMillis())
                                        + " (--fresh begins anew) ..."
                                : "A newsroom opens: starting Kafka, learning words from its archive ...");
        // The two slow parts of a start, side by side.
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
        DemoSummary summary = new DemoSummary(new HitRate());
        LearnedCoinages coinages = new LearnedCoinages();
        try (RunningInstance instance =
                RunningInstance.start(loaded, context.workingDirectory(), new DemoMeasurements(summary, coinages))) {
            instance.onFailure(reason -> context.stop().stop());
            if (!instance.awaitRunning(START_TIME_MAX)) {
                throw CommandFailure.because(
                        "the recommender did not start within " + START_TIME_MAX.toSeconds() + " s",
                        "is the machine very busy? Try again");
            }
            context.out().println("Page: " + instance.address() + "   Kafka: " + broker.bootstrapServers());
            context.out().println();
            tell(loaded, instance, directory, summary, coinages);
            instance.failure().ifPresent(reason -> {
                throw CommandFailure.because("the recommender stopped by itself, " + reason, "see the log lines above");
            });
        }
        return ExitCode.SUCCESS;
    }

    private void tell(
            Configuration loaded,
            RunningInstance instance,
            DemoDirectory directory,
            DemoSummary summary,
            LearnedCoinages coinages)
            throws IOException, InterruptedException {
        AnsiStyle style = AnsiStyle.choose(noColour, context.environment().containsKey("NO_COLOR"), context.terminal());
        NewsroomSettings settings = NewsroomSettings.of(seed, directory.startMillis())
                .withReaders(readers)
                .withClosedLoopShare(.5);
        List<DemoStage> stage = new ArrayList<>(1);
        SimulatedNewsroom newsroom =
                new SimulatedNewsroom(settings, userId -> stage.get(0).listOf(userId));
        int followed = Math.min(FOLLOWED, newsroom.readers().size());
        DemoNarrator narrator = new DemoNarrator(
                context.out()::println, style, newsroom.readers().subList(0, followed));
        narrator.lookUpTitles(instance::title);
        narrator.lookUpNearestWords(word -> instance.nearestWords(word, NEAREST_WORDS));
        stage.add(new DemoStage(narrator, summary));
        narrator.begin();
        try (LiveEvents.Subscription following = instance.happenings()
                        .subscribe(happening -> stage.get(0).happened(happening, System.currentTimeMillis()));
                EventSender sender = new EventSender(InstanceSettings.runtime(loaded), Duration.ZERO)) {
            Objects.requireNonNull(following);
            new DemoPlay(newsroom, stage.get(0), sender, narrator, summary, directory, coinages, context.stop())
                    .play(speed, length == null ? Duration.ofDays(3_650) : length);
        }
        summary.table(style).forEach(context.out()::println);
    }

    private List<Setting> settings(EmbeddedBroker broker, DemoDirectory directory) {
        List<Setting> settings = new ArrayList<>(RunCommand.embeddedSettings(broker));
        settings.addAll(RunCommand.stateDirectory(directory.root()));
        settings.addAll(ConfigurationOptions.flag(LanguageKeys.MODEL_FILE, "demo", directory.model()));
        // One machine shares no work; each partition more is one more that every transaction has to commit.
        settings.addAll(ConfigurationOptions.flag(ConfigurationKeys.TOPICS_PARTITIONS, "demo", 1));
        // The newsroom's clock runs ahead of ours by its speed.
        settings.addAll(ConfigurationOptions.flag(ConfigurationKeys.EVENTS_FUTURE_TOLERANCE, "demo", "366d"));
        return settings;
    }
}
