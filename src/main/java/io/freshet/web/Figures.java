package io.freshet.web;

import java.util.OptionalDouble;

/**
 * How much this instance has done and how fast.
 *
 * @param articles announced since the start
 * @param clicks taken since the start
 * @param lists made since the start
 * @param deadLetters events refused since the start
 * @param liveArticles articles that can be recommended now
 * @param clickToListMillisMedian over the last seconds, empty while there was no click
 * @param clickToListMillis99 the time that 99 of 100 clicks stayed below, over the last seconds
 */
public record Figures(
        long articles,
        long clicks,
        long lists,
        long deadLetters,
        long liveArticles,
        OptionalDouble clickToListMillisMedian,
        OptionalDouble clickToListMillis99) {}
