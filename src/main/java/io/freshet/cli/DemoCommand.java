package io.freshet.cli;

import io.freshet.config.Configuration;
import io.freshet.config.ConfigurationKeys;
import io.freshet.config.LanguageKeys;
import io.freshet.config.Setting;
import io.freshet.dataset.NewsroomSettings;
import io.freshet.dataset.ReplayPacer;
import io.freshet.dataset.SimulatedNewsroom;
import io.freshet.dataset.TimedEvent;
import io.freshet.embedding.SentenceSource;
import io.freshet.embedding.TrainingProgress;
import io.freshet.embedding.TrainingSettings;
import io.freshet.embedding.Word2VecTrainer;
import io.freshet.embedding.WordModelFile;
import io.freshet.event.Article;
import io.freshet.runtime.EmbeddedBroker;
import io.freshet.text.Sentence;
import io.freshet.text.Tokenizer;
import io.freshet.web.Happenings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        header = "A newsroom, its readers, a broker and the recommender in one process.",
        description =
                "Invents articles and readers, and tells how their lists follow. Needs nothing installed and leaves"
                        + " nothing behind.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  freshet demo                                until Ctrl-C, an hour of the newsroom a minute",
            "  freshet demo --duration 60 --no-color       a minute, for a script",
            "  freshet demo --readers 20000 --speed 20     more readers, slower"
        })
final class DemoCommand implements Callable<Integer> {
    private static final Duration TICK = Duration.ofMillis(500);
    private static final Duration START_TIME_MAX = Duration.ofMinutes(2);
    private static final int FOLLOWED = 3;
    private static final int ARCHIVE_ARTICLES = 1_500;
    private static final TrainingSettings TRAINING =
            new TrainingSettings(TrainingSettings.DEFAULTS.algorithm(), 64, 5, 5, 1e-3, .05, 3, 3, 50_000, 1);

    private final CommandContext context;

    @Option(names = "--speed", paramLabel = "FACTOR", description = "Newsroom seconds a second; 60 by default.")
    double speed = 60;

    @Option(names = "--duration", paramLabel = "SECONDS", description = "End after so many seconds.")
    long durationSeconds = Long.MAX_VALUE / 1_000_000_000L;

    @Option(names = "--readers", paramLabel = "N", description = "How many readers there are; 2,000 by default.")
    int readers = 2_000;

    @Option(names = "--seed", paramLabel = "N", description = "Of everything that is invented; 1 by default.")
    long seed = 1;

    @Option(names = "--no-color", description = "Plain text.")
    boolean noColour;

    @Mixin
    ConfigurationOptions configuration = new ConfigurationOptions();

    DemoCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!(speed > 0) || speed == Double.POSITIVE_INFINITY || durationSeconds < 1) {
            throw CommandFailure.usage("--speed and --duration must be above 0", "leave them out for the defaults");
        }
        // What is wrong with the settings shall be said before a broker is started.
        Configuration unused = configuration.load(context);
        Path directory = Files.createTempDirectory("freshet-demo");
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"), 0, Map.of())) {
            broker.onFailure(fault -> context.stop().stop());
            return play(broker, directory);
        } finally {
            delete(directory);
        }
    }

    private int play(EmbeddedBroker broker, Path directory) throws IOException, InterruptedException {
        long startMillis = System.currentTimeMillis();
        Path model = directory.resolve("words.model");
        WordModelFile.write(
                model,
                new Word2VecTrainer()
                        .train(archive(startMillis), TRAINING, TrainingProgress.Listener.NONE)
                        .withSource("archive of the demo"));
        Configuration loaded = configuration.load(context, settings(broker, directory, model));

        HitRate hitRate = new HitRate();
        DemoSummary summary = new DemoSummary(hitRate);
        try (RunningInstance instance =
                RunningInstance.start(loaded, context.workingDirectory(), new DemoMeasurements(summary))) {
            instance.onFailure(reason -> context.stop().stop());
            if (!instance.awaitRunning(START_TIME_MAX)) {
                throw CommandFailure.because(
                        "the recommender did not start within " + START_TIME_MAX.toSeconds() + " s",
                        "is the machine very busy? Try again");
            }
            context.out().println("Page: " + instance.address() + "   Kafka: " + broker.bootstrapServers());
            context.out().println();
            tell(loaded, instance, startMillis, summary, hitRate);
            instance.failure().ifPresent(reason -> {
                throw CommandFailure.because("the recommender stopped by itself, " + reason, "see the log lines above");
            });
        }
        return ExitCode.SUCCESS;
    }

    private void tell(
            Configuration loaded, RunningInstance instance, long startMillis, DemoSummary summary, HitRate hitRate)
            throws InterruptedException {
        AnsiStyle style = AnsiStyle.choose(noColour, context.environment().containsKey("NO_COLOR"), context.terminal());
        NewsroomSettings newsroomSettings =
                NewsroomSettings.of(seed, startMillis).withReaders(readers).withClosedLoopShare(.5);
        List<DemoStage> stage = new ArrayList<>(1);
        SimulatedNewsroom newsroom =
                new SimulatedNewsroom(newsroomSettings, userId -> stage.get(0).listOf(userId));
        DemoNarrator narrator = new DemoNarrator(
                context.out()::println,
                style,
                newsroom.readers()
                        .subList(0, Math.min(FOLLOWED, newsroom.readers().size())));
        stage.add(new DemoStage(narrator, summary, hitRate));
        narrator.begin();
        try (Happenings.Subscription following = instance.happenings()
                        .subscribe(happening -> stage.get(0).happened(happening, System.currentTimeMillis()));
                EventSender sender = new EventSender(InstanceSettings.runtime(loaded), Duration.ZERO)) {
            Objects.requireNonNull(following);
            play(
                    newsroom,
                    new ReplayPacer(speed, startMillis, System.nanoTime()),
                    stage.get(0),
                    sender,
                    narrator,
                    summary);
        }
        summary.table(style).forEach(context.out()::println);
    }

    private void play(
            SimulatedNewsroom newsroom,
            ReplayPacer pacer,
            DemoStage stage,
            EventSender sender,
            DemoNarrator narrator,
            DemoSummary summary)
            throws InterruptedException {
        long startNanos = System.nanoTime();
        long nextTickNanos = startNanos;
        while (!context.stop().isStopped()
                && System.nanoTime() - startNanos
                        < Duration.ofSeconds(durationSeconds).toNanos()) {
            TimedEvent event = newsroom.next();
            long waitNanos = pacer.waitNanos(event.atMillis(), System.nanoTime());
            while (waitNanos > 0 && !context.stop().await(Duration.ofNanos(Math.min(waitNanos, TICK.toNanos())))) {
                narrator.tick(summary.totals(), System.currentTimeMillis());
                waitNanos = pacer.waitNanos(event.atMillis(), System.nanoTime());
            }
            if (System.nanoTime() - nextTickNanos >= 0) {
                narrator.tick(summary.totals(), System.currentTimeMillis());
                nextTickNanos = System.nanoTime() + TICK.toNanos();
            }
            stage.sending(event, System.currentTimeMillis());
            sender.send(event);
        }
    }

    private List<Setting> settings(EmbeddedBroker broker, Path directory, Path model) {
        List<Setting> settings = new ArrayList<>(RunCommand.embeddedSettings(broker, directory));
        settings.addAll(ConfigurationOptions.flag(LanguageKeys.MODEL_FILE, "demo", model));
        // The newsroom's clock runs ahead of ours by its speed.
        settings.addAll(ConfigurationOptions.flag(ConfigurationKeys.EVENTS_FUTURE_TOLERANCE, "demo", "366d"));
        return settings;
    }

    private SentenceSource archive(long startMillis) {
        List<List<String>> sentences = new ArrayList<>();
        for (Article article : SimulatedNewsroom.archive(seed, ARCHIVE_ARTICLES, startMillis)) {
            Tokenizer tokenizer = Tokenizer.forLanguage(
                    Optional.ofNullable(article.language()).orElse("en"));
            tokenizer.sentences(article.title() + "\n" + article.body(), Integer.MAX_VALUE).stream()
                    .map(Sentence::terms)
                    .forEach(sentences::add);
        }
        return SentenceSource.of(sentences);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
