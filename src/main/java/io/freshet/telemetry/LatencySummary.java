package io.freshet.telemetry;

import io.freshet.event.Trigger;
import io.freshet.topology.Measurements;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * Percentiles of the latencies that matter, since the start, in bounded memory: for the closing summary of a demo or a
 * replay. Durations over an hour count as an hour. Safe from any thread; writing never waits.
 */
public final class LatencySummary implements Measurements {
    private static final long MILLIS_MAX = 3_600_000;
    private static final int SIGNIFICANT_DIGITS = 3;

    private static final class Durations {
        private final Recorder recorder = new Recorder(MILLIS_MAX, SIGNIFICANT_DIGITS);
        private final Histogram sinceStart = new Histogram(MILLIS_MAX, SIGNIFICANT_DIGITS);

        void record(long millis) {
            recorder.recordValue(Math.max(0, Math.min(millis, MILLIS_MAX)));
        }

        synchronized Latencies latencies() {
            sinceStart.add(recorder.getIntervalHistogram());
            return Latencies.of(sinceStart);
        }
    }

    private final Durations clickToList = new Durations();
    private final Durations publishToList = new Durations();

    /** From a click's arrival to the sending of its list. */
    public Latencies clickToListLatencies() {
        return clickToList.latencies();
    }

    /** From an article's arrival to the sending of the first list that holds it. */
    public Latencies publishToListLatencies() {
        return publishToList.latencies();
    }

    @Override
    public void clickToList(long millis) {
        clickToList.record(millis);
    }

    @Override
    public void publishToList(long millis) {
        publishToList.record(millis);
    }

    @Override
    public void eventAccepted(String input) {}

    @Override
    public void eventDuplicate(String input) {}

    @Override
    public void eventRejected(String input, String reason) {}

    @Override
    public void articleUnderstood(long nanos) {}

    @Override
    public void wordsAdmitted(List<String> words) {}

    @Override
    public void listEmitted(Trigger trigger, long nanos) {}

    @Override
    public void publishToCatalogue(long millis) {}

    @Override
    public void catalogueSize(int articles) {}
}
