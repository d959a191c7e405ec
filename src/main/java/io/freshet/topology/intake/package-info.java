/**
 * Decoding of input topics.
 *
 * <p>Start at {@link io.freshet.topology.intake.DecodeProcessor}. A record that cannot be decoded becomes a {@link
 * io.freshet.topology.intake.DeadLetter}, counted and logged by {@link io.freshet.topology.intake.RejectionLog}. A
 * record on another partition than that of its key goes through {@link io.freshet.topology.intake.Rerouter} and comes
 * back through {@link io.freshet.topology.intake.DecodeReroutedProcessor}.
 */
@NullMarked
package io.freshet.topology.intake;

import org.jspecify.annotations.NullMarked;
