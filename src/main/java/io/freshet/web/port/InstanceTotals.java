package io.freshet.web.port;

import java.util.OptionalDouble;

/**
 * How much this instance has done, since its state was new, and how fast.
 *
 * @param articles announced
 * @param clicks taken
 * @param lists made
 * @param deadLetters events refused
 * @param liveArticles articles that can be recommended now
 * @param clickToListMillisMedian over the last seconds, empty while there was no click
 * @param clickToListMillis99 the time that 99 of 100 clicks stayed below, over the last seconds
 */
public record InstanceTotals(
        long articles,
        long clicks,
        long lists,
        long deadLetters,
        long liveArticles,
        OptionalDouble clickToListMillisMedian,
        OptionalDouble clickToListMillis99) {}
