package io.freshet.topology.context;

import io.freshet.codec.contract.TopicNames;
import java.time.Duration;

/**
 * Settings of the topology: topic names, intervals, overload limits and retention.
 *
 * @param topicNames names of the topics on the broker
 * @param publishInterval minimum time between two publications of an article's activity to the catalogues
 * @param relatedInterval minimum time between two related lists of an article
 * @param overload when work is shed
 * @param retention how long state is kept
 * @param reembedArticlesMax maximum number of articles to re-embed in a slice of background work
 */
public record TopologySettings(
        TopicNames topicNames,
        Duration publishInterval,
        Duration relatedInterval,
        Overload overload,
        Retention retention,
        int reembedArticlesMax) {

    /**
     * Overload limits: the click lag above which a task sheds work, and the number of deferred lists above which they
     * are made faster.
     *
     * @param behindAfter click lag above which a task is behind; see {@link LoadMonitor}
     * @param deferredListsMax number of deferred lists above which a task makes up to two of them after every click
     */
    public record Overload(Duration behindAfter, int deferredListsMax) {
        public Overload {
            positive("behindAfter", behindAfter);
            positive("deferredListsMax", deferredListsMax);
        }
    }

    /**
     * Retention times: of a reader's state after the reader's last event, and of an erased reader's tombstone after the
     * erasure arrived.
     *
     * @param readers event time after a reader's last event
     * @param erasures wall-clock time after an erasure arrived, at least as long as Kafka keeps clicks and impressions,
     *     so that earlier events of the reader have no effect
     */
    public record Retention(Duration readers, Duration erasures) {
        public Retention {
            positive("readers", readers);
            positive("erasures", erasures);
        }
    }

    public TopologySettings {
        positive("publishInterval", publishInterval);
        positive("relatedInterval", relatedInterval);
        positive("reembedArticlesMax", reembedArticlesMax);
    }

    /** Settings with the documented default values. */
    public static TopologySettings defaults() {
        return new TopologySettings(
                TopicNames.withDefaultPrefix(),
                Duration.ofMillis(150),
                Duration.ofSeconds(30),
                new Overload(Duration.ofMillis(250), 5_000),
                new Retention(Duration.ofDays(400), Duration.ofDays(14)),
                5);
    }

    /** Copy of these settings with other topic names. */
    public TopologySettings withTopicNames(TopicNames changed) {
        return new TopologySettings(changed, publishInterval, relatedInterval, overload, retention, reembedArticlesMax);
    }

    /** Copy of these settings with another minimum interval between publications of an article's counts and vectors. */
    public TopologySettings withPublishInterval(Duration changed) {
        return new TopologySettings(topicNames, changed, relatedInterval, overload, retention, reembedArticlesMax);
    }

    /** Copy of these settings with another minimum interval between two related lists of an article. */
    public TopologySettings withRelatedInterval(Duration changed) {
        return new TopologySettings(topicNames, publishInterval, changed, overload, retention, reembedArticlesMax);
    }

    /** Copy of these settings with other overload limits. */
    public TopologySettings withOverload(Overload changed) {
        return new TopologySettings(
                topicNames, publishInterval, relatedInterval, changed, retention, reembedArticlesMax);
    }

    /** Copy of these settings with other retention times. */
    public TopologySettings withRetention(Retention changed) {
        return new TopologySettings(
                topicNames, publishInterval, relatedInterval, overload, changed, reembedArticlesMax);
    }

    /** Copy of these settings with another maximum number of articles to re-embed in one run of background work. */
    public TopologySettings withReembedArticlesMax(int changed) {
        return new TopologySettings(topicNames, publishInterval, relatedInterval, overload, retention, changed);
    }

    private static void positive(String name, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + " is " + duration + ", expected more than zero");
        }
    }

    private static void positive(String name, int count) {
        if (count < 1) {
            throw new IllegalArgumentException(name + " is " + count + ", expected at least 1");
        }
    }
}
