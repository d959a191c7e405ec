package io.freshet.cli;

import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Reports the progress of a long command: a bar that redraws itself on a terminal, elsewhere a new line every five
 * seconds. For one thread.
 */
public interface Progress extends AutoCloseable {

    /**
     * Reports the {@code fraction} of the work done, from 0 to 1, with the text {@code detail} beside it.
     *
     * @param fraction share of the work done, from 0 to 1
     * @param detail text beside the percentage, such as counts and rates
     */
    void report(double fraction, String detail);

    @Override
    void close();

    /** Starts reporting the progress of a task on standard error. */
    static Progress of(String task, CommandContext context) {
        return context.terminal() ? new Bar(task, context.err()) : new Lines(task, context.err(), System.nanoTime());
    }

    /** One line that redraws itself, with an estimate of the remaining time. */
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

    /** A plain line every five seconds, with an estimate of the remaining time. */
    final class Lines implements Progress {
        private static final Duration INTERVAL = Duration.ofSeconds(5);
        private final String task;
        private final PrintStream err;
        private final long startedNanos;
        private long nextNanos;

        Lines(String task, PrintStream err, long startedNanos) {
            this.task = task;
            this.err = err;
            this.startedNanos = startedNanos;
            this.nextNanos = startedNanos + INTERVAL.toNanos();
        }

        @Override
        public void report(double fraction, String detail) {
            long nowNanos = System.nanoTime();
            if (nowNanos - nextNanos >= 0) {
                err.println(line(fraction, detail, nowNanos));
                nextNanos = nowNanos + INTERVAL.toNanos();
            }
        }

        String line(double fraction, String detail, long nowNanos) {
            double elapsedSeconds = (nowNanos - startedNanos) / 1e9;
            String remaining = fraction > 0.001 && fraction < 1
                    ? ", about " + seconds(elapsedSeconds * (1 - fraction) / fraction) + " left"
                    : "";
            return task + " " + (int) (fraction * 100) + "%, " + detail + remaining;
        }

        private static String seconds(double seconds) {
            long whole = Math.round(seconds);
            return whole < 120 ? whole + " s" : whole < 7200 ? whole / 60 + " min" : whole / 3600 + " h";
        }

        @Override
        public void close() {}
    }
}
