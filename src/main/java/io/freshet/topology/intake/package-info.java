/**
 * Decodes input topics, rejects invalid records, and re-routes records that lie on the wrong partition for their key.
 *
 * <p>Start at {@link io.freshet.topology.intake.InputDecoder}, which accepts or rejects each record of an input topic. A
 * rejected record goes to the dead-letter topic, written by {@link io.freshet.topology.intake.DeadLetter}, counted and
 * logged by {@link io.freshet.topology.intake.RejectionLog}; failures after decoding are dead-lettered by
 * {@code io.freshet.runtime.DeadLetterHandlers}. A record on another partition than that of its key goes through
 * {@link io.freshet.topology.intake.Rerouter} and comes back through
 * {@link io.freshet.topology.intake.DecodeReroutedProcessor}.
 */
@NullMarked
package io.freshet.topology.intake;

import org.jspecify.annotations.NullMarked;
