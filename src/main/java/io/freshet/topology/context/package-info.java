/**
 * Shared parts of all processors of the topology: settings, clocks, names of nodes, measurements, load and time
 * budgets.
 *
 * <p>Start at {@link io.freshet.topology.context.TopologyContext}. {@link io.freshet.topology.context.Measurements} is
 * the port to metrics.
 */
@NullMarked
package io.freshet.topology.context;

import org.jspecify.annotations.NullMarked;
