/**
 * Command {@code demo}: a simulated newsroom with its readers, an embedded broker and the recommender in one process.
 *
 * <p>Start with {@link io.freshet.cli.demo.DemoCommand}. {@link io.freshet.cli.demo.NewsroomPlayback} sends the events
 * of the newsroom, {@link io.freshet.cli.demo.DemoState} follows lists and clicks,
 * {@link io.freshet.cli.demo.DemoNarrator} prints the commentary and {@link io.freshet.cli.demo.DemoSummary} the final
 * table. The package builds on {@code cli.run} for the instance, {@code broker}, {@code newsroom} and {@code web.port}.
 */
@NullMarked
package io.freshet.cli.demo;

import org.jspecify.annotations.NullMarked;
