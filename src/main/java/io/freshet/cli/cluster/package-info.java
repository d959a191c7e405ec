/**
 * Commands that operate a cluster and its topics: {@code broker}, {@code topics}, {@code topology}, {@code replay},
 * {@code watch}, {@code reset} and {@code config}.
 *
 * <p>Start reading at {@link io.freshet.cli.cluster.TopicsCommand}, the shortest of them. Other commands share
 * {@link io.freshet.cli.cluster.EventSender}, which produces events to the input topics, and
 * {@link io.freshet.cli.cluster.TopicTail}, which consumes a topic from its end.
 *
 * <p>May use {@code cli}, {@code cli.run}, {@code runtime}, {@code broker}, {@code dataset}, {@code topology},
 * {@code codec} and the domain.
 */
@NullMarked
package io.freshet.cli.cluster;

import org.jspecify.annotations.NullMarked;
