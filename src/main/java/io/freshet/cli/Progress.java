package io.freshet.cli;

import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * How far a long command has come: a bar that draws over itself where a person looks at it, otherwise a line every few
 * seconds, so that a log stays readable. For one thread.
 */
public interface Progress extends AutoCloseable {

    /**
     * Reports.
     *
     * @param fraction done, from 0 to 1
     * @param detail what to say beside it: counts, rates
     */
    void report(double fraction, String detail);

    @Override
    void close();

    /** Progress of a task on standard error. */
    static Progress of(String task, CommandContext context) {
        return context.terminal() ? new Bar(task, context.err()) : new Lines(task, context.err(), System.nanoTime());
    }

    /** One line that draws over itself, with an estimate of the time left. */
    final class Bar implements Progress {
        private static final long STEPS = 10_000;
        private final ProgressBar bar;

        Bar(String task, PrintStream err) {
            bar = new ProgressBarBuilder()
                    .setTaskName(task)
                    .setInitialMax(STEPS)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUnit("%", STEPS / 100)
                    .setUpdateIntervalMillis(200)
                    .setConsumer(new ConsoleProgressBarConsumer(err))
                    .build();
        }

        @Override
        public void report(double fraction, String detail) {
            bar.stepTo(Math.round(fraction * STEPS));
            bar.setExtraMessage(" " + detail);
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    /** A plain line every few seconds. */
    final class Lines implements Progress {
        private static final Duration EVERY = Duration.ofSeconds(5);
        private final String task;
        private final PrintStream err;
        private final long startedNanos;
        private long nextNanos;

        Lines(String task, PrintStream err, long startedNanos) {
            this.task = task;
            this.err = err;
            this.startedNanos = startedNanos;
            this.nextNanos = startedNanos + EVERY.toNanos();
        }

        @Override
        public void report(double fraction, String detail) {
            long nowNanos = System.nanoTime();
            if (nowNanos - nextNanos >= 0) {
                err.println(line(fraction, detail, nowNanos));
                nextNanos = nowNanos + EVERY.toNanos();
            }
        }

        String line(double fraction, String detail, long nowNanos) {
            double elapsedSeconds = (nowNanos - startedNanos) / 1e9;
            String left = fraction > 0.001 && fraction < 1
                    ? ", about " + seconds(elapsedSeconds * (1 - fraction) / fraction) + " left"
                    : "";
            return task + " " + (int) (fraction * 100) + "%, " + detail + left;
        }

        private static String seconds(double seconds) {
            long whole = Math.round(seconds);
            return whole < 120 ? whole + " s" : whole < 7200 ? whole / 60 + " min" : whole / 3600 + " h";
        }

        @Override
        public void close() {}
    }
}
