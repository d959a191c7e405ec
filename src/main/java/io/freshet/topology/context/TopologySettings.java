package io.freshet.topology.context;

import io.freshet.codec.contract.TopicNames;
import java.time.Duration;

/**
 * How the topology behaves in time.
 *
 * @param topicNames the names of the topics on the broker
 * @param publishInterval least time between two snapshots of what one article's readers taught, to every catalogue
 * @param wordsInterval least time between two publications of learned words
 * @param statisticsInterval least time between two publications of the statistics of all articles
 * @param trendingInterval least time between two publications of a most-read list
 * @param relatedInterval least time between two publications of one article's related list
 * @param rankerInterval how often reader tasks tell each other what their rankers have learned
 * @param pushInterval how often pushes that wait are looked at
 * @param pushBudget how long one such look may take, so that clicks never wait longer behind pushes
 * @param behindAfter a task whose clicks have lain on their topic for longer than this is behind, see {@link LoadMonitor}
 * @param waitingListTime how long a list may wait before it goes before further clicks
 * @param waitingListsMax how many readers of one task may wait for their lists before these go before further clicks
 * @param sweepInterval how often the stored articles, and readers, are looked through for what has to leave
 * @param sweepArticlesMax how many articles one such look covers until all were looked at, then a tenth of it
 * @param articleRetention event time after which an article that nobody reads leaves the state
 * @param readerRetention event time after which a reader who does not come back leaves the state
 * @param erasureMemory how long an erasure is remembered after it arrived, so that earlier events of the reader have no
 *     effect: at least as long as Kafka keeps clicks and impressions
 * @param reembedInterval how often articles are understood again whose words were learned since
 * @param reembedArticlesMax how many at most each time
 * @param textsMax articles of one task whose text is kept for that, the newest
 */
public record TopologySettings(
        TopicNames topicNames,
        Duration publishInterval,
        Duration wordsInterval,
        Duration statisticsInterval,
        Duration trendingInterval,
        Duration relatedInterval,
        Duration rankerInterval,
        Duration pushInterval,
        Duration pushBudget,
        Duration behindAfter,
        Duration waitingListTime,
        int waitingListsMax,
        Duration sweepInterval,
        int sweepArticlesMax,
        Duration articleRetention,
        Duration readerRetention,
        Duration erasureMemory,
        Duration reembedInterval,
        int reembedArticlesMax,
        int textsMax) {

    public TopologySettings {
        positive("publishInterval", publishInterval);
        positive("wordsInterval", wordsInterval);
        positive("statisticsInterval", statisticsInterval);
        positive("trendingInterval", trendingInterval);
        positive("relatedInterval", relatedInterval);
        positive("rankerInterval", rankerInterval);
        positive("pushInterval", pushInterval);
        positive("pushBudget", pushBudget);
        positive("behindAfter", behindAfter);
        positive("waitingListTime", waitingListTime);
        positive("sweepInterval", sweepInterval);
        positive("articleRetention", articleRetention);
        positive("readerRetention", readerRetention);
        positive("erasureMemory", erasureMemory);
        positive("waitingListsMax", waitingListsMax);
        positive("sweepArticlesMax", sweepArticlesMax);
        positive("reembedInterval", reembedInterval);
        positive("reembedArticlesMax", reembedArticlesMax);
        positive("textsMax", textsMax);
    }

    /** The documented defaults. */
    public static TopologySettings defaults() {
        return new TopologySettings(
                TopicNames.withDefaultPrefix(),
                Duration.ofMillis(150),
                Duration.ofMillis(250),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                Duration.ofSeconds(1),
                Duration.ofMillis(20),
                Duration.ofMillis(1),
                Duration.ofMillis(250),
                Duration.ofSeconds(2),
                5_000,
                Duration.ofMillis(250),
                250,
                Duration.ofDays(8),
                Duration.ofDays(400),
                Duration.ofDays(14),
                Duration.ofMillis(250),
                5,
                5_000);
    }

    /** The same settings with other topic names. */
    public TopologySettings withTopicNames(TopicNames changed) {
        return with(changed, publishInterval, readerRetention, erasureMemory);
    }

    /** The same settings, but readers leave after another time. */
    public TopologySettings withReaderRetention(Duration changed) {
        return with(topicNames, publishInterval, changed, erasureMemory);
    }

    /** The same settings, but erasures are remembered for another time. */
    public TopologySettings withErasureMemory(Duration changed) {
        return with(topicNames, publishInterval, readerRetention, changed);
    }

    /** The same settings, but what reads teach of an article is published with other pauses. */
    public TopologySettings withPublishInterval(Duration changed) {
        return with(topicNames, changed, readerRetention, erasureMemory);
    }

    private TopologySettings with(
            TopicNames names, Duration publishing, Duration retentionOfReaders, Duration memoryOfErasures) {
        return new TopologySettings(
                names,
                publishing,
                wordsInterval,
                statisticsInterval,
                trendingInterval,
                relatedInterval,
                rankerInterval,
                pushInterval,
                pushBudget,
                behindAfter,
                waitingListTime,
                waitingListsMax,
                sweepInterval,
                sweepArticlesMax,
                articleRetention,
                retentionOfReaders,
                memoryOfErasures,
                reembedInterval,
                reembedArticlesMax,
                textsMax);
    }

    private static void positive(String name, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + " is " + duration + ", expected more than nothing");
        }
    }

    private static void positive(String name, int count) {
        if (count < 1) {
            throw new IllegalArgumentException(name + " is " + count + ", expected at least 1");
        }
    }
}
