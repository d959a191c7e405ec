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

/** Goes through a data set for one or more evaluations at once, and tells how far it has come. */
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
     * Number of events in the data set.
     *
     * @param read how it was read to its end, or to the limit of events
     */
    record Counts(long events, long clicks, ReadProgress read) {}

    /** Counts beforehand, so that the warm-up is a share of what will come and progress is told in events. */
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
            throw CommandFailure.because(path + " holds no clicks", "there is nothing to predict");
        }
        return new Counts(events, clicks, read);
    }

    /** Gives all events to each evaluation; false if it was stopped before the end. */
    boolean play(List<Evaluation> evaluations, Counts counts) {
        try (EventReader reader = Dataset.open(path, dataset);
                Progress progress = Progress.of("evaluate", context)) {
            for (long events = 1; events <= counts.events() && reader.hasNext(); events++) {
                if (context.stop().isStopped()) {
                    return false;
                }
                TimedEvent event = reader.next();
                evaluations.forEach(evaluation -> give(evaluation, event));
                if (events % 100 == 0) {
                    progress.report(
                            (double) events / counts.events(), String.format(Locale.ROOT, "%,d events", events));
                }
            }
        }
        return true;
    }

    private static void give(Evaluation evaluation, TimedEvent event) {
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
