package io.freshet.cli.evaluate;

import io.freshet.cli.CommandContext;
import io.freshet.cli.CommandFailure;
import io.freshet.cli.Progress;
import io.freshet.dataset.Dataset;
import io.freshet.dataset.DatasetSettings;
import io.freshet.dataset.EventReader;
import io.freshet.dataset.ReadProgress;
import io.freshet.dataset.TimedEvent;
import io.freshet.evaluate.Evaluation;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Replays a data set into one or more evaluations and reports the progress. */
final class EvaluationRun {
    private final CommandContext context;
    private final Path path;
    private final DatasetSettings dataset;
    private final long eventsMax;

    EvaluationRun(CommandContext context, Path path, DatasetSettings dataset, long eventsMax) {
        this.context = context;
        this.path = path;
        this.dataset = dataset;
        this.eventsMax = eventsMax;
    }

    /**
     * Result of counting a data set: number of events to replay, number of clicks among them, and the reader's final
     * progress.
     *
     * @param read progress of the reader at the end, with the skipped lines
     */
    record Counts(long events, long clicks, ReadProgress read) {}

    /** Reads the data set once to count its events and clicks, on which warm-up and progress report depend. */
    Counts count() {
        long events = 0;
        long clicks = 0;
        ReadProgress read;
        try (EventReader reader = Dataset.open(path, dataset);
                Progress progress = Progress.of("count", context)) {
            while (events < eventsMax && reader.hasNext() && !context.stop().isStopped()) {
                clicks += reader.next() instanceof TimedEvent.Clicked ? 1 : 0;
                events++;
                if (events % 1_000 == 0) {
                    progress.report(reader.progress().fraction(), String.format(Locale.ROOT, "%,d events", events));
                }
            }
            read = reader.progress();
        }
        if (clicks == 0) {
            throw CommandFailure.because(path + " holds no clicks", "give a data set with clicks");
        }
        return new Counts(events, clicks, read);
    }

    /**
     * Passes the first {@code counts.events()} events of the data set to each evaluation; returns false if the command
     * was stopped before the end.
     */
    boolean replay(List<Evaluation> evaluations, Counts counts) {
        try (EventReader reader = Dataset.open(path, dataset);
                Progress progress = Progress.of("evaluate", context)) {
            for (long events = 1; events <= counts.events() && reader.hasNext(); events++) {
                if (context.stop().isStopped()) {
                    return false;
                }
                TimedEvent event = reader.next();
                evaluations.forEach(evaluation -> pass(event, evaluation));
                if (events % 100 == 0) {
                    progress.report(
                            (double) events / counts.events(), String.format(Locale.ROOT, "%,d events", events));
                }
            }
        }
        return true;
    }

    private static void pass(TimedEvent event, Evaluation evaluation) {
        if (event instanceof TimedEvent.Clicked clicked) {
            evaluation.click(clicked.click());
        } else if (event instanceof TimedEvent.Announced announced) {
            evaluation.publish(announced.article());
        } else if (event instanceof TimedEvent.Shown shown) {
            evaluation.show(shown.impression());
        } else if (event instanceof TimedEvent.Withdrawn withdrawn) {
            evaluation.withdraw(withdrawn.articleId());
        } else if (event instanceof TimedEvent.Erased erased) {
            evaluation.erase(erased.userId());
        }
    }
}
