/**
 * The task that owns the readers of one partition.
 *
 * <p>Start at {@link io.freshet.topology.reader.RecommendProcessor} and follow {@link
 * io.freshet.topology.reader.ReaderTask}: it applies clicks, impressions and erasures through {@link
 * io.freshet.recommend.ReaderService} and sends lists. {@link io.freshet.topology.reader.ListScheduler} decides which
 * lists are made when; {@link io.freshet.topology.context.LoadMonitor} holds the overload policy.
 */
@NullMarked
package io.freshet.topology.reader;

import org.jspecify.annotations.NullMarked;
