/**
 * {@code freshet run}: one instance of the recommender.
 *
 * <p>Start reading at {@link io.freshet.cli.run.RunningInstance}, which starts topics, topology, telemetry and web
 * server in order and closes them in reverse. {@link io.freshet.cli.run.Wiring} turns the configuration into the
 * topology's context. {@link io.freshet.cli.run.TopicLiveEvents} and {@link io.freshet.cli.run.DashboardMeasurements}
 * feed the live page.
 *
 * <p>May use {@code cli}, {@code web}, {@code telemetry}, {@code runtime}, {@code topology}, {@code codec} and the
 * domain.
 */
@NullMarked
package io.freshet.cli.run;

import org.jspecify.annotations.NullMarked;
