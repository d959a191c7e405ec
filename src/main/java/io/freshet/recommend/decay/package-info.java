/**
 * Exponentially decayed counts, their half-lives, and the clocks of events and lists.
 *
 * <p>Start with {@link io.freshet.recommend.decay.DecayedCounts}, the count of one kind of event at several half-lives,
 * and {@link io.freshet.recommend.decay.DecayedRows}, the same by key for a bounded number of keys.
 * {@link io.freshet.recommend.decay.HalfLives} names the sets of half-lives in use, and
 * {@link io.freshet.recommend.decay.EventTime} is the event-time clock of a stream, robust against events with wrong
 * clocks.
 *
 * <p>Uses the JDK alone.
 */
@NullMarked
package io.freshet.recommend.decay;

import org.jspecify.annotations.NullMarked;
