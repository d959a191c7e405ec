/**
 * Observations from which {@code io.freshet.runtime.HealthChecks} decides whether an instance is live and ready, and the
 * replacement of failed stream threads.
 *
 * <p>{@link io.freshet.runtime.health.InstanceHealth} is the result of the decision. {@link
 * io.freshet.runtime.health.StallDetector} finds threads without progress, {@link io.freshet.runtime.health.LagMonitor}
 * finds input that waits too long, {@link io.freshet.runtime.health.RestoreProgress} follows the restoration of stores
 * and {@link io.freshet.runtime.health.ThreadReplacement} answers uncaught exceptions.
 *
 * <p>Every check takes its clock as an argument and reports a reason in one line that names the remedy. This package
 * may use {@code runtime.topics} and the version and repair types of the stores.
 */
@NullMarked
package io.freshet.runtime.health;

import org.jspecify.annotations.NullMarked;
