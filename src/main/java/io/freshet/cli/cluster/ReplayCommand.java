package io.freshet.cli.cluster;

import io.freshet.cli.ClusterOptions;
import io.freshet.cli.CommandContext;
import io.freshet.cli.CommandFailure;
import io.freshet.cli.DatasetOptions;
import io.freshet.cli.ExitCode;
import io.freshet.cli.InstanceSettings;
import io.freshet.cli.Progress;
import io.freshet.config.Configuration;
import io.freshet.dataset.Dataset;
import io.freshet.dataset.DatasetException;
import io.freshet.dataset.EventKind;
import io.freshet.dataset.EventReader;
import io.freshet.dataset.ReplayPacer;
import io.freshet.dataset.TimedEvent;
import io.freshet.runtime.RuntimeSettings;
import io.freshet.runtime.topics.TopicAdministration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Produces the events of a recorded data set to the input topics. */
@Command(
        name = "replay",
        header = "Send a recorded data set to the input topics.",
        description = "Reads *.jsonl in Freshet's format, *.csv with articles or clicks, or a directory of such files."
                + " Also reads public data sets: MIND (behaviors.tsv and news.tsv), the daily files of Adressa, and a"
                + " split of EB-NeRD (behaviors.parquet). All except Parquet may be gzipped (.gz). Each format is described in"
                + " docs/how-to/datasets.md.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  freshet replay events/                       all files of a directory, as fast as possible",
            "  freshet replay mind/ --speed 60              one recorded hour per minute",
            "  freshet replay clicks.csv.gz --columns user=user_id,article=article_id,time=timestamp",
            "  freshet replay portal/ --columns user=u,article=a,time=t,id=id,title=title,publishedAt=published",
            "  freshet replay one_week/                     all days of Adressa",
            "  freshet replay ebnerd_small/train/           a split of EB-NeRD"
        })
public final class ReplayCommand implements Callable<Integer> {
    private static final Duration LINGER = Duration.ofMillis(20);

    private final CommandContext context;

    @Parameters(paramLabel = "PATH", description = "File or directory of the data set.")
    Path path = Path.of("");

    @Option(
            names = "--speed",
            paramLabel = "FACTOR",
            description = "Speed relative to the recorded times: a number above 0, or max (no waiting); default max.")
    String speed = "max";

    @Option(names = "--limit", paramLabel = "EVENTS", description = "Stop after this many events; default: all.")
    long limit = Long.MAX_VALUE;

    @Mixin
    DatasetOptions dataset = new DatasetOptions();

    @Mixin
    ClusterOptions cluster = new ClusterOptions();

    public ReplayCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        Configuration configuration = cluster.load(context);
        RuntimeSettings settings = InstanceSettings.runtime(configuration);
        double factor = speed();
        if (limit < 1) {
            throw CommandFailure.usage("--limit is " + limit, "give 1 or more");
        }
        try (EventReader reader = Dataset.open(context.workingDirectory().resolve(path), dataset.settings())) {
            requireTopics(configuration, settings);
            try (EventSender sender = new EventSender(settings, LINGER)) {
                long startedNanos = System.nanoTime();
                replay(reader, sender, factor, startedNanos);
                sender.flush();
                report(sender, reader, (System.nanoTime() - startedNanos) / 1e9);
            }
        } catch (DatasetException unreadable) {
            throw DatasetOptions.withSkipOption(unreadable);
        }
        return ExitCode.SUCCESS;
    }

    private void replay(EventReader reader, EventSender sender, double factor, long startedNanos)
            throws InterruptedException {
        try (Progress progress = Progress.of("replay", context)) {
            @Nullable ReplayPacer pacer = null;
            long events = 0;
            while (events < limit && reader.hasNext()) {
                TimedEvent event = reader.next();
                if (pacer == null) {
                    pacer = new ReplayPacer(factor, event.atMillis(), startedNanos);
                }
                long waitNanos = pacer.waitNanos(event.atMillis(), System.nanoTime());
                if (waitNanos > 0
                        ? context.stop().await(Duration.ofNanos(waitNanos))
                        : context.stop().isStopped()) {
                    return;
                }
                sender.send(event);
                events++;
                progress.report(reader.progress().fraction(), String.format(Locale.ROOT, "%,d events", events));
            }
        }
    }

    private void report(EventSender sender, EventReader reader, double seconds) {
        long events = 0;
        for (EventKind kind : EventKind.values()) {
            long count = sender.sent().getOrDefault(kind, 0L);
            events += count;
            if (count > 0) {
                context.out()
                        .println(String.format(
                                Locale.ROOT, "%,12d %ss", count, kind.name().toLowerCase(Locale.ROOT)));
            }
        }
        DatasetOptions.printSkipped(reader.progress(), context);
        context.out()
                .println(String.format(
                        Locale.ROOT, "%,12d events in %.1f s, %,.0f a second", events, seconds, events / seconds));
    }

    private double speed() {
        if (speed.equals("max")) {
            return ReplayPacer.AT_ONCE;
        }
        try {
            double factor = Double.parseDouble(speed);
            if (factor > 0 && factor < Double.POSITIVE_INFINITY) {
                return factor;
            }
        } catch (NumberFormatException notANumber) {
            // Reported below, like a number out of range.
        }
        throw CommandFailure.usage("--speed is '" + speed + "'", "give a number above 0, or max");
    }

    private static void requireTopics(Configuration configuration, RuntimeSettings settings) {
        try (TopicAdministration administration = new TopicAdministration(settings.clientProperties())) {
            if (administration
                    .describe(InstanceSettings.contractTopics(configuration))
                    .isEmpty()) {
                throw CommandFailure.because(
                        "there are no topics with prefix " + settings.topicPrefix() + " at "
                                + settings.bootstrapServers(),
                        "create them with 'freshet topics create' or start 'freshet run'");
            }
        }
    }
}
