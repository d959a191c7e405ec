package io.freshet.whole;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.Eventually;
import io.freshet.broker.EmbeddedBroker;
import io.freshet.dataset.TimedEvent;
import io.freshet.topology.message.StateStores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code kill -9} of an instance under {@code at_least_once} when what it stored is on the brokers and part of what it
 * sent is not. Its producer makes no batches: a request takes one record of each partition, so that of several signals
 * of a click the last are still to be sent when the reader's state has long been stored. Events may count twice after a
 * kill, and nothing may be lost: no read of an article or of a reader, no most-read list, no dead letter, no list.
 *
 * <p>{@code -Dcrash.seed=7} for another stream and other moments, {@code -Dcrash.kills=20} for more of them.
 */
class AtLeastOnceTest {
    private static final Logger LOG = LoggerFactory.getLogger(AtLeastOnceTest.class);
    private static final String READERS_CHANGELOG =
            TrialCluster.APPLICATION_ID + "-" + StateStores.READERS.name() + "-changelog";
    private static final int PARTITIONS = 2;
    private static final int READERS = 400;
    private static final int EVENTS_PER_KILL = 500;
    /** Readers' states that are stored when an instance is killed: fewer than come of the events before. */
    private static final int STORED_AT_KILL_MAX = 300;
    /** So long that a kill finds work of several commits' size in flight. */
    private static final Duration COMMIT_INTERVAL = Duration.ofSeconds(1);
    /** Shorter than an instance needs to start. */
    private static final Duration SESSION = Duration.ofSeconds(2);

    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(2);

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
        SplittableRandom random = new SplittableRandom(seed);
        TroubledNewsroom events = new TroubledNewsroom(seed, FailureSimulation.START_MILLIS, READERS);
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"));
                ChildProcess instance = instance(directory, broker.bootstrapServers());
                NewsroomClient newsroom = new NewsroomClient(broker.bootstrapServers(), TrialCluster.APPLICATION_ID)) {
            instance.awaitLogged(TrialCluster.INSTANCE_RUNS);
            sendOpening(newsroom, events);
            for (int kill = 1; kill <= kills; kill++) {
                int storedAtKill = 1 + random.nextInt(STORED_AT_KILL_MAX);
                instance.kill();
                send(newsroom, events, EVENTS_PER_KILL);
                newsroom.flush();
                long before = newsroom.records(READERS_CHANGELOG);
                instance.start();
                instance.await(
                        storedAtKill + " readers stored",
                        () -> newsroom.records(READERS_CHANGELOG) - before >= storedAtKill);
                instance.kill();
                LOG.info("seed {}: kill {} after {} readers were stored", seed, kill, storedAtKill);
            }
            instance.start();
            send(newsroom, events, EVENTS_PER_KILL);
            instance.awaitLogged(TrialCluster.INSTANCE_RUNS);
            newsroom.flush();
            newsroom.awaitRead();
            assertNothingLost(newsroom, FailureOutcome.Expected.of(sent, directory.resolve("oracle")));
        }
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
                "streams.producer.batch.size=0",
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
        Eventually.await().pollDelay(Duration.ZERO).pollInterval(LOOK_INTERVAL).untilAsserted(() -> {
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
