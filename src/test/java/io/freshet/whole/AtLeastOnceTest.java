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
 * Kills an instance under {@code at_least_once} when its stored state is on the brokers and part of its output is not.
 * The producer does not batch: a request takes one record of each partition, so the last records of a click are not yet
 * sent when the reader's state is already stored. Events may count twice after a kill, but nothing may be lost: no read
 * of an article or of a reader, no most-read list, no dead letter, no list.
 *
 * <p>{@code -Dcrash.seed=7} chooses another stream and other moments, {@code -Dcrash.kills=20} the number of kills.
 */
class AtLeastOnceTest {
    private static final Logger LOG = LoggerFactory.getLogger(AtLeastOnceTest.class);
    private static final String READERS_CHANGELOG =
            TrialCluster.APPLICATION_ID + "-" + StateStores.READERS.name() + "-changelog";
    private static final int PARTITIONS = 2;
    private static final int READERS = 400;
    private static final int EVENTS_PER_KILL = 500;
    /** Most reader states stored before a kill: fewer than the events before the kill produce. */
    private static final int STORED_AT_KILL_MAX = 300;
    /** Long, so that a kill interrupts much uncommitted work. */
    private static final Duration COMMIT_INTERVAL = Duration.ofSeconds(1);
    /** Shorter than the start of an instance. */
    private static final Duration SESSION = Duration.ofSeconds(2);

    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(2);

    private final long seed = Long.getLong("crash.seed", 20_250_303);
    private final int kills = Integer.getInteger("crash.kills", 3);
    private final ReadTally tally = new ReadTally();
    private final List<TimedEvent> sent = new ArrayList<>();

    /** Deleted after the test; {@code -Dcrash.directory=DIR} keeps the data and the logs of all processes in DIR. */
    @TempDir
    private Path temporary;

    @Test
    void instanceKilledDuringItsWorkLosesNothing() throws Exception {
        Path directory = Path.of(System.getProperty("crash.directory", temporary.toString()));
        SplittableRandom random = new SplittableRandom(seed);
        UnreliableNewsroom events = new UnreliableNewsroom(seed, FailureSimulation.START_MILLIS, READERS);
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
                instance.await("readers stored", storedAtKill, () -> newsroom.records(READERS_CHANGELOG) - before);
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

    /** Sends the articles published before the first click and waits until they are read. */
    private void sendOpening(NewsroomClient newsroom, UnreliableNewsroom events) {
        TimedEvent event = events.next();
        for (; event.atMillis() < FailureSimulation.START_MILLIS; event = events.next()) {
            send(newsroom, event);
        }
        newsroom.flush();
        newsroom.awaitRead();
        send(newsroom, event);
    }

    private void send(NewsroomClient newsroom, UnreliableNewsroom events, int count) {
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
        Eventually.await().pollDelay(Duration.ZERO).pollInterval(CHECK_INTERVAL).untilAsserted(() -> {
            FailureOutcome.Observed observed = FailureOutcome.Observed.of(newsroom);
            observed.learned().assertAtLeast(expected.learned(), tally);
            observed.learned().assertListsIncludeLastClicks(observed.lists(), tally);
            assertThat(observed.related()).containsAll(tally.remaining().keySet());
            assertThat(observed.deadLetters()).as("dead letters").hasSameElementsAs(expected.deadLetters());
            assertThat(observed.deadLetterOrigins())
                    .as("records that became dead letters")
                    .hasSameSizeAs(expected.deadLetters());
        });
        LOG.info("seed {}: {} clicks, {} kills, nothing lost", seed, tally.clicks(), kills);
    }
}
