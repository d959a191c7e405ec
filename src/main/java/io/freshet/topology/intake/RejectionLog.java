package io.freshet.topology.intake;

import io.freshet.codec.RejectedEventException;
import io.freshet.codec.RejectionReason;
import io.freshet.topology.context.Measurement;
import io.freshet.topology.context.Measurements;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts and logs rejected records. Logs the first record of each input and reason at once. Later records are logged at
 * most once a minute, with their number, so that a flood of bad events cannot fill a disk. Log lines hold the
 * coordinates of a record and none of its values, which may name a reader. Shared by the tasks of an instance; safe
 * from any thread.
 */
public final class RejectionLog {
    private static final Logger LOG = LoggerFactory.getLogger(RejectionLog.class);
    private static final long INTERVAL_MILLIS = Duration.ofMinutes(1).toMillis();

    /**
     * Pattern of the field paths that may be logged: at most 60 plain characters. Other paths contain text from the
     * record, such as the name of a reader segment.
     */
    private static final Pattern SHOWN_FIELD = Pattern.compile("[A-Za-z0-9_.\\[\\]-]{1,60}");

    private record Kind(String input, RejectionReason reason) {}

    /** Log state of one input and rejection reason: time of the last line, and number of records since that line. */
    private static final class Log {
        private long atMillis;
        private long since;
    }

    private final Measurements measurements;
    private final Map<Kind, Log> logs = new HashMap<>();

    /**
     * Creates the log and reports every input topic as opened, so that the counters of each topic start at 0.
     *
     * @param inputs names of the input topics, without the prefix
     */
    public RejectionLog(Collection<String> inputs, Measurements measurements) {
        this.measurements = measurements;
        List<String> codes = Arrays.stream(RejectionReason.values())
                .map(RejectionReason::code)
                .toList();
        inputs.forEach(input -> measurements.record(new Measurement.InputOpened(input, codes)));
    }

    /**
     * Counts a rejected record and logs a warning, unless a warning of the same input and reason was logged within the
     * last minute.
     *
     * @param nowMillis wall clock
     */
    void log(String input, RecordMetadata from, RejectedEventException rejected, long nowMillis) {
        measurements.record(
                new Measurement.EventRejected(input, rejected.reason().code()));
        LOG.debug("Rejected {}-{} offset {}: {}", from.topic(), from.partition(), from.offset(), rejected.getMessage());
        long more = toLog(new Kind(input, rejected.reason()), nowMillis);
        if (more >= 0) {
            LOG.warn(
                    "Rejected {}-{} offset {}: {}{}; {}the dead letters have {}",
                    from.topic(),
                    from.partition(),
                    from.offset(),
                    rejected.reason().code(),
                    SHOWN_FIELD.matcher(rejected.field()).matches() ? " at " + rejected.field() : "",
                    more == 0 ? "" : more + " more for this reason since the last line; ",
                    more == 0 ? "it" : "them");
        }
    }

    /**
     * Decides whether a rejected record is logged; returns the number of records not logged since the last line, or -1
     * to log nothing.
     *
     * @return number of records not logged since the last line, at least 0; -1 if this record is not to be logged
     */
    private synchronized long toLog(Kind kind, long nowMillis) {
        Log log = logs.get(kind);
        if (log == null) {
            log = new Log();
            logs.put(kind, log);
        } else if (nowMillis - log.atMillis < INTERVAL_MILLIS) {
            log.since++;
            return -1;
        }
        long since = log.since;
        log.atMillis = nowMillis;
        log.since = 0;
        return since;
    }
}
