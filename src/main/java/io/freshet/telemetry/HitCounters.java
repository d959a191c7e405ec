package io.freshet.telemetry;

import io.freshet.event.Reason;
import io.freshet.recommend.Variant;
import io.freshet.recommend.reader.HitEvaluation;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Counters for the online evaluation of the lists of one variant, treatment or control. Quality over any time window is
 * a quotient of rates: the hit rate is hits divided by evaluated clicks, the mean reciprocal rank is reciprocal ranks
 * divided by evaluated clicks. Safe from any thread.
 */
final class HitCounters {
    private static final Pattern WORD_START = Pattern.compile("(?<=[a-z])(?=[A-Z])");

    private final MeterRegistry registry;
    private final Tags variant;
    private final Counter evaluated;
    private final Counter readerHits;
    private final Counter readerReciprocalRanks;
    private final Counter mostReadHits;
    private final Counter mostReadReciprocalRanks;
    private final Map<Class<?>, Counter> hitsByReason = new HashMap<>();

    HitCounters(MeterRegistry registry, Variant variant) {
        this.registry = registry;
        this.variant = Tags.of(Meters.variantTag(variant));
        evaluated = counter(Meters.EVALUATED_CLICKS, Tags.empty());
        Tags reader = Tags.of("list", "reader");
        Tags mostRead = Tags.of("list", "most-read");
        readerHits = counter(Meters.RECOMMENDATION_HITS, reader);
        readerReciprocalRanks = counter(Meters.RECIPROCAL_RANKS, reader);
        mostReadHits = counter(Meters.RECOMMENDATION_HITS, mostRead);
        mostReadReciprocalRanks = counter(Meters.RECIPROCAL_RANKS, mostRead);
        for (Class<?> type : Reason.class.getPermittedSubclasses()) {
            hitsByReason.put(type, counter(Meters.HITS_BY_REASON, Tags.of("reason", label(type))));
        }
    }

    /** Counts an evaluated click, and its hits and reciprocal ranks in the reader's list and the most-read list. */
    void evaluate(HitEvaluation hit) {
        evaluated.increment();
        int rank = hit.position();
        int mostReadRank = hit.mostReadPosition();
        Reason reason = hit.reason();
        if (rank >= 0) {
            readerHits.increment();
            readerReciprocalRanks.increment(1.0 / (rank + 1));
        }
        if (mostReadRank >= 0) {
            mostReadHits.increment();
            mostReadReciprocalRanks.increment(1.0 / (mostReadRank + 1));
        }
        if (reason != null) {
            Objects.requireNonNull(hitsByReason.get(reason.getClass())).increment();
        }
    }

    private Counter counter(Meters.Meter meter, Tags tags) {
        return PrometheusMeasurements.counter(meter).tags(variant.and(tags)).register(registry);
    }

    /**
     * Tag value for a kind of {@link Reason} to recommend an article: its class name in lower case with hyphens, such
     * as {@code readers-went-on}.
     */
    private static String label(Class<?> type) {
        return WORD_START.matcher(type.getSimpleName()).replaceAll("-").toLowerCase(Locale.ROOT);
    }
}
