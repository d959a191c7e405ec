package io.freshet.whole;

import io.freshet.dataset.TimedEvent;
import io.freshet.newsroom.NewsroomSettings;
import io.freshet.newsroom.NewsroomSettings.ActivityRates;
import io.freshet.newsroom.NewsroomSettings.EventFaults;
import io.freshet.newsroom.SimulatedNewsroom;
import io.freshet.recommend.settings.RecommendSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kills the running program and its broker twice during a stream of clicks, at moments drawn from a seed. Compares the
 * final state with a naive count and with two undisturbed runs.
 *
 * <p>Takes some minutes: {@code mvn -B test -Dgroups=slow -Dtest=CrashTest}. {@code -Dcrash.seed=7} chooses other
 * moments and another stream, {@code -Dcrash.clicks=50000} a longer stream.
 */
@Tag("slow")
class CrashTest {
    private static final Logger LOG = LoggerFactory.getLogger(CrashTest.class);
    private static final long START_MILLIS =
            Instant.parse("2025-03-03T08:00:00Z").toEpochMilli();
    private static final int EVENTS_PER_SECOND = 1_500;
    private static final int READERS = 2_000;
    /**
     * High, so that the stream covers only an hour or two of event time. Most-read lists ignore reads that arrive two
     * hours late in event time, and in a fast replay a backlog of seconds is that late.
     */
    private static final double CLICKS_PER_READER_PER_DAY = 200;

    private static final double ARTICLES_PER_DAY = 300;

    private static final Duration QUIET = Duration.ofSeconds(4);

    private final long seed = Long.getLong("crash.seed", 20_250_303);
    private final int clicks = Integer.getInteger("crash.clicks", 20_000);
    private final int kills = Integer.getInteger("crash.kills", 2);

    @TempDir
    private Path directory;

    /** The result of one run of the stream. */
    private record Run(Learned learned, Map<String, Set<String>> probeLists, List<Long> firstListMillis) {}

    @Test
    void killedInstanceLearnsTheSameAsAnUndisturbedOne() throws Exception {
        ReadTally tally = new ReadTally();
        List<TimedEvent> events = new ArrayList<>();
        SimulatedNewsroom newsroom = new SimulatedNewsroom(new NewsroomSettings(
                seed,
                START_MILLIS,
                READERS,
                new ActivityRates(CLICKS_PER_READER_PER_DAY, ARTICLES_PER_DAY),
                new EventFaults(.0005, .002),
                0));
        while (tally.clicks() < clicks) {
            TimedEvent event = newsroom.next();
            events.add(event);
            tally.add(event);
        }
        Probes probes = Probes.of(tally, seed, events.get(events.size() - 1).atMillis() + 60_000);

        Run killed = run(directory.resolve("killed"), events, probes, killMoments(events.size()));
        Run undisturbed = run(directory.resolve("undisturbed"), events, probes, List.of());
        Run again = run(directory.resolve("again"), events, probes, List.of());
        Probes.Comparison comparison =
                Probes.compare(undisturbed.probeLists(), again.probeLists(), killed.probeLists());
        LOG.info(
                "seed {}: {} clicks ({} repeated) of {} events, {} kills, first list {} ms after each; {};"
                        + " same most-read lists {}, between undisturbed runs {}",
                seed,
                tally.clicks(),
                tally.repeats(),
                events.size(),
                kills,
                killed.firstListMillis(),
                comparison,
                format(undisturbed.learned().sameTrendingShare(killed.learned())),
                format(undisturbed.learned().sameTrendingShare(again.learned())));

        probes.clicks().forEach(click -> tally.add(new TimedEvent.Clicked(click)));
        int readsMax = RecommendSettings.defaults().readers().memory().readsMax();
        undisturbed.learned().assertCounts(tally, readsMax);
        killed.learned().assertCounts(tally, readsMax);
        killed.learned().assertSameAs(undisturbed.learned(), tally);
        // Vectors and word weights are learned from replicas that lag by milliseconds, so lists differ between any
        // runs.
        comparison.assertNotWorse();
        LOG.info("seed {}: no click lost, no click counted twice", seed);
    }

    /** Positions of kills in the stream, ascending, away from its ends. */
    private List<Integer> killMoments(int events) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Integer> moments = new ArrayList<>();
        for (int kill = 0; kill < kills; kill++) {
            double share = .2 + .6 * (kill + random.nextDouble()) / kills;
            moments.add((int) (share * events));
        }
        return moments;
    }

    private static Run run(Path directory, List<TimedEvent> events, Probes probes, List<Integer> killMoments)
            throws IOException, InterruptedException {
        List<Long> firstListMillis = new ArrayList<>();
        try (ChildInstance child = new ChildInstance(directory);
                NewsroomClient newsroom = new NewsroomClient(child.bootstrapServers(), ChildInstance.APPLICATION_ID);
                ListTail lists = new ListTail(child.bootstrapServers())) {
            int sent = sendOpening(newsroom, events);
            Set<Integer> remaining = new HashSet<>(killMoments);
            long startNanos = System.nanoTime();
            int first = sent;
            for (; sent < events.size(); sent++) {
                if (remaining.remove(sent)) {
                    recordFirstList(child, lists, firstListMillis, killMoments.size() - remaining.size() - 1);
                    LOG.info("kill before event {} of {}", sent, events.size());
                    child.killAndRestart();
                    lists.mark();
                }
                newsroom.send(events.get(sent));
                long aheadNanos = startNanos + (sent - first) * 1_000_000_000L / EVENTS_PER_SECOND - System.nanoTime();
                if (aheadNanos > 1_000_000) {
                    LockSupport.parkNanos(aheadNanos);
                }
            }
            child.awaitRunning();
            newsroom.flush();
            newsroom.awaitQuiet(QUIET, Set.of());
            recordFirstList(child, lists, firstListMillis, killMoments.size());
            Map<String, Set<String>> probeLists = probes.ask(
                    click -> {
                        newsroom.send(click);
                        newsroom.flush();
                    },
                    lists);
            newsroom.awaitQuiet(QUIET, Set.of());
            return new Run(Learned.of(newsroom, ChildInstance.APPLICATION_ID), probeLists, firstListMillis);
        }
    }

    /** Sends the articles published before the first click, waits until they are processed and returns their number. */
    private static int sendOpening(NewsroomClient newsroom, List<TimedEvent> events) {
        int sent = 0;
        while (events.get(sent).atMillis() < START_MILLIS) {
            newsroom.send(events.get(sent));
            sent++;
        }
        newsroom.flush();
        newsroom.awaitQuiet(QUIET, Set.of());
        return sent;
    }

    /** Waits for the first list after a kill, so that the next kill does not come before it. */
    private static void recordFirstList(
            ChildInstance child, ListTail lists, List<Long> firstListMillis, int killsSoFar) {
        if (firstListMillis.size() < killsSoFar) {
            child.await(
                    "a list after the restart",
                    () -> lists.firstAfterMarkMillis().isPresent());
            firstListMillis.add(lists.firstAfterMarkMillis().orElseThrow());
        }
    }

    private static String format(double share) {
        return String.format(Locale.ROOT, "%.3f", share);
    }
}
