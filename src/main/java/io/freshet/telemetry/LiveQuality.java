package io.freshet.telemetry;

import io.freshet.event.Reason;
import io.freshet.topology.context.Variant;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The meters of how well the lists of one variant foresee what is read. Shares over any window are quotients of their
 * rates: hit rate is foreseen over judged. Safe from any thread.
 */
final class LiveQuality {
    private static final Pattern WORD_START = Pattern.compile("(?<=[a-z])(?=[A-Z])");

    private final MeterRegistry registry;
    private final Tags variant;
    private final Counter judged;
    private final Counter readerHits;
    private final Counter readerRanks;
    private final Counter mostReadHits;
    private final Counter mostReadRanks;
    private final Map<Class<?>, Counter> byReason = new HashMap<>();

    LiveQuality(MeterRegistry registry, Variant variant) {
        this.registry = registry;
        this.variant = Tags.of("variant", variant.label());
        judged = counter(Meters.CLICKS_JUDGED, Tags.empty());
        Tags reader = Tags.of("list", "reader");
        Tags mostRead = Tags.of("list", "most-read");
        readerHits = counter(Meters.CLICKS_FORESEEN, reader);
        readerRanks = counter(Meters.RECIPROCAL_RANKS, reader);
        mostReadHits = counter(Meters.CLICKS_FORESEEN, mostRead);
        mostReadRanks = counter(Meters.RECIPROCAL_RANKS, mostRead);
        for (Class<?> type : Reason.class.getPermittedSubclasses()) {
            byReason.put(type, counter(Meters.REASONS_FORESEEN, Tags.of("reason", label(type))));
        }
    }

    void judge(int place, int mostReadPlace, Optional<Reason> reason) {
        judged.increment();
        if (place >= 0) {
            readerHits.increment();
            readerRanks.increment(1.0 / (place + 1));
        }
        if (mostReadPlace >= 0) {
            mostReadHits.increment();
            mostReadRanks.increment(1.0 / (mostReadPlace + 1));
        }
        reason.ifPresent(
                first -> Objects.requireNonNull(byReason.get(first.getClass())).increment());
    }

    private Counter counter(Meters.Meter meter, Tags tags) {
        return PrometheusMeasurements.counter(meter).tags(variant.and(tags)).register(registry);
    }

    /** {@code readers-went-on} for ReadersWentOn. */
    private static String label(Class<?> type) {
        return WORD_START.matcher(type.getSimpleName()).replaceAll("-").toLowerCase(Locale.ROOT);
    }
}
