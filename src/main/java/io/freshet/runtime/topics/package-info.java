/**
 * Creates the topics of an application, checks them and reads their offsets.
 *
 * <p>Start with {@link io.freshet.runtime.topics.TopicAdministration}. {@link io.freshet.runtime.topics.WantedTopic}
 * and {@link io.freshet.runtime.topics.ApplicationTopics} say which topics there should be, {@link
 * io.freshet.runtime.topics.TopicState} what the cluster has, and {@link io.freshet.runtime.topics.TopicDifference}
 * each difference with its remedy. {@link io.freshet.runtime.topics.TopicLossDetector} detects topics that were deleted,
 * recreated or truncated since an earlier run.
 *
 * <p>All requests go through Kafka's admin client and have a time limit. This package may use the contract of topics
 * and stores, and nothing of the recommender.
 */
@NullMarked
package io.freshet.runtime.topics;

import org.jspecify.annotations.NullMarked;
