/**
 * Data sets and the simulated newsroom as streams of events. Start at {@link io.freshet.dataset.Dataset#open} for files,
 * at {@link io.freshet.newsroom.SimulatedNewsroom} for a newsroom without any, and at
 * {@link io.freshet.dataset.ReplayPacer} for when to send what they yield.
 */
@NullMarked
package io.freshet.dataset;

import org.jspecify.annotations.NullMarked;
