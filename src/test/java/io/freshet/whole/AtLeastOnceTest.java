package io.freshet.whole;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.Eventually;
import io.freshet.codec.InternalTopics;
import io.freshet.codec.StateStore;
import io.freshet.codec.StateStores;
import io.freshet.codec.Topic;
import io.freshet.codec.TopicNames;
import io.freshet.codec.Topics;
import io.freshet.dataset.TimedEvent;
import io.freshet.runtime.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code kill -9} of an instance under {@code at_least_once} when what it stored is on the brokers and what it sent is not:
 * one topic takes no records, as if its leader were slow, until the changelog of the state before it has gone on. Events may
 * count twice after it, and nothing may be lost: no read of an article or of a reader, no most-read list, no dead letter,
 * no list.
 *
 * <p>{@code -Dcrash.seed=7} for another stream and another order, {@code -Dcrash.kills=20} for more of them.
 */
class AtLeastOnceTest {
    private static final Logger LOG = LoggerFactory.getLogger(AtLeastOnceTest.class);
    private static final int PARTITIONS = 2;
    private static final int READERS = 400;
    private static final int EVENTS_PER_KILL = 1_000;
    /** So many records of a changelog are enough to see that something was lost. */
    private static final int STORED_AT_KILL = 3;
    /** So long that some events are processed before a commit has to wait for the topic. */
    private static final Duration COMMIT_INTERVAL = Duration.ofMillis(500);
    /** Shorter than an instance needs to start. */
    private static final Duration SESSION = Duration.ofSeconds(2);

    private static final Duration QUIET = Duration.ofSeconds(2);

    /** Which topic takes no records, and which store shows that records for it were sent. */
    private enum Held {
        /** What readers did, for the owners of articles. */
        SIGNALS(InternalTopics.READS_BY_ARTICLE, StateStores.READERS),
        /** Lists that waited because the clicks lay on their topic for as long as the instance was gone. */
        LISTS(Topics.RECOMMENDATIONS, StateStores.READERS),
        /** Most-read lists. */
        MOST_READ(Topics.TRENDING, StateStores.TRENDING);

        private final String topic;
        private final String changelog;

        Held(Topic<?, ?> topic, StateStore<?, ?> store) {
            this.topic = TopicNames.withDefaultPrefix().of(topic);
            this.changelog = TrialCluster.APPLICATION_ID + "-" + store.name() + "-changelog";
        }

        /** What would be of no use if it were lost alone. */
        long stored(NewsroomClient newsroom) {
            return newsroom.committed(changelog).stream()
                    .filter(record -> this != LISTS || hasList(record.value()))
                    .count();
        }

        private boolean hasList(byte @Nullable [] reader) {
            return reader != null
                    && StateStores.READERS
                                    .valueSerde()
                                    .deserializer()
                                    .deserialize(changelog, reader)
                                    .lastList()
                            != null;
        }
    }

    private final long seed = Long.getLong("crash.seed", 20_250_303);
    private final int kills = Integer.getInteger("crash.kills", 3);
    private final ReadTally tally = new ReadTally();
    private final List<TimedEvent> sent = new ArrayList<>();

    /** Gone afterwards; {@code -Dcrash.directory=DIR} for one that stays, with the logs of all processes. */
    @TempDir
    private Path temporary;

    @Test
    void killedAmidItsWorkItLosesNothing() throws Exception {
        Path directory = Path.of(System.getProperty("crash.directory", temporary.toString()));
        List<Held> order = new ArrayList<>(List.of(Held.values()));
        Collections.shuffle(order, new Random(seed));
        TroubledNewsroom events = new TroubledNewsroom(seed, FailureSimulation.START_MILLIS, READERS);
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"));
                ChildProcess instance = instance(directory, broker.bootstrapServers());
                NewsroomClient newsroom = new NewsroomClient(broker.bootstrapServers(), TrialCluster.APPLICATION_ID)) {
            instance.awaitLogged(TrialCluster.INSTANCE_RUNS);
            sendOpening(newsroom, events);
            for (int kill = 0; kill < kills; kill++) {
                Held held = order.get(kill % order.size());
                instance.kill();
                hold(newsroom, held);
                send(newsroom, events, EVENTS_PER_KILL);
                newsroom.flush();
                instance.start();
                awaitCommitThatWaits(instance, newsroom, held);
                instance.kill();
                LOG.info("seed {}: killed when {} took no records", seed, held.topic);
                release(newsroom, held);
            }
            instance.start();
            send(newsroom, events, EVENTS_PER_KILL);
            instance.awaitLogged(TrialCluster.INSTANCE_RUNS);
            newsroom.flush();
            newsroom.awaitQuiet(QUIET, Set.of(Topics.RELATED));
            assertNothingLost(newsroom, FailureOutcome.Expected.of(sent, directory.resolve("oracle")));
        }
    }

    /** Writers who want all replicas to have a record, as Kafka Streams does, try again for as long as two are wanted. */
    private static void hold(NewsroomClient newsroom, Held held) {
        newsroom.set(held.topic, Map.of(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "2"));
        Eventually.await(held.topic + " takes no records")
                .until(() -> newsroom.settings(List.of(held.topic))
                        .get(held.topic)
                        .get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG)
                        .value()
                        .equals("2"));
    }

    private static void release(NewsroomClient newsroom, Held held) {
        newsroom.set(held.topic, Map.of(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "1"));
    }

    /** Waits until some state is stored, and no more because everything waits for the topic. */
    private static void awaitCommitThatWaits(ChildProcess instance, NewsroomClient newsroom, Held held) {
        long before = held.stored(newsroom);
        AtomicLong last = new AtomicLong(before);
        AtomicLong sinceNanos = new AtomicLong();
        instance.await("progress of " + held.changelog, () -> {
            long now = held.stored(newsroom);
            if (now != last.getAndSet(now)) {
                sinceNanos.set(System.nanoTime());
            }
            return now - before >= STORED_AT_KILL
                    && System.nanoTime() - sinceNanos.get() > 2 * COMMIT_INTERVAL.toNanos();
        });
    }

    private static ChildProcess instance(Path directory, String bootstrapServers) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("run", "-b", bootstrapServers));
        for (String setting : List.of(
                "application.id=" + TrialCluster.APPLICATION_ID,
                "topics.partitions=" + PARTITIONS,
                "state.directory=" + directory.resolve("state"),
                "state.cache=16MB",
                "http.port=0",
                "processing.guarantee=at_least_once",
                "processing.commit-interval=" + COMMIT_INTERVAL.toMillis() + "ms",
                "processing.threads=1",
                "processing.session-timeout=" + SESSION.toMillis() + "ms")) {
            arguments.addAll(List.of("-c", setting));
        }
        return new ChildProcess("instance", directory, List.of("-Xmx400m", TrialCluster.QUICK), arguments);
    }

    /** The articles from before the first click are known before the clicks come. */
    private void sendOpening(NewsroomClient newsroom, TroubledNewsroom events) {
        TimedEvent event = events.next();
        for (; event.atMillis() < FailureSimulation.START_MILLIS; event = events.next()) {
            send(newsroom, event);
        }
        newsroom.flush();
        newsroom.awaitRead();
        send(newsroom, event);
    }

    private void send(NewsroomClient newsroom, TroubledNewsroom events, int count) {
        for (int number = 0; number < count; number++) {
            send(newsroom, events.next());
        }
    }

    private void send(NewsroomClient newsroom, TimedEvent event) {
        tally.add(event);
        sent.add(event);
        newsroom.send(event);
    }

    private void assertNothingLost(NewsroomClient newsroom, FailureOutcome.Expected expected) {
        Eventually.await().pollDelay(Duration.ZERO).pollInterval(QUIET).untilAsserted(() -> {
            FailureOutcome.Seen seen = FailureOutcome.Seen.of(newsroom);
            seen.learned().assertAtLeast(expected.learned(), tally);
            seen.learned().assertListsKnowLastClicks(seen.lists(), tally);
            assertThat(seen.related()).containsAll(tally.staying().keySet());
            assertThat(seen.deadLetters()).as("dead letters").hasSameElementsAs(expected.deadLetters());
            assertThat(seen.deadLetterOrigins())
                    .as("records that became dead letters")
                    .hasSameSizeAs(expected.deadLetters());
        });
        LOG.info("seed {}: {} clicks, {} kills, nothing lost", seed, tally.clicks(), kills);
    }
}
