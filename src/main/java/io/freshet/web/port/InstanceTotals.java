package io.freshet.web.port;

import java.util.OptionalDouble;

/**
 * Counts of this instance since its state directory was created, and its recent latency.
 *
 * @param articles articles published or corrected
 * @param clicks clicks accepted
 * @param lists recommendation lists emitted
 * @param deadLetters events rejected
 * @param liveArticles articles that can be recommended now
 * @param clickToListP50Millis median time from a click to its list over the last seconds; empty without clicks
 * @param clickToListP99Millis 99th percentile of the time from a click to its list over the last seconds; empty without
 *     clicks
 */
public record InstanceTotals(
        long articles,
        long clicks,
        long lists,
        long deadLetters,
        long liveArticles,
        OptionalDouble clickToListP50Millis,
        OptionalDouble clickToListP99Millis) {}
