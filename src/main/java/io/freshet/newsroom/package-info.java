/**
 * A simulated newsroom with readers, for the demo, benchmarks and tests.
 *
 * <p>Start at {@link io.freshet.newsroom.SimulatedNewsroom}, a stream of {@link io.freshet.dataset.TimedEvent}s, and at
 * {@link io.freshet.newsroom.NewsroomSettings}. {@code PublisherActivity} publishes articles planned by
 * {@code NewsDesk} and written by {@code StoryWriter}; {@code ReaderActivity} reads them. Both run on one
 * {@code Timeline}. Every random draw comes from the seed of the settings, so a stream can be reproduced.
 *
 * <p>May use {@code dataset} and {@code event}.
 */
@NullMarked
package io.freshet.newsroom;

import org.jspecify.annotations.NullMarked;
