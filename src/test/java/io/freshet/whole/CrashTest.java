package io.freshet.whole;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.dataset.TimedEvent;
import io.freshet.newsroom.NewsroomSettings;
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
 * Kills the running program, broker and all, in the middle of a stream of clicks, twice at moments drawn from a seed,
 * and holds what it knows in the end against a naive count and against two runs that nobody disturbed.
 *
 * <p>Takes some minutes: {@code mvn -B test -Dgroups=slow -Dtest=CrashTest}, with {@code -Dcrash.seed=7} for other
 * moments and another stream, {@code -Dcrash.clicks=50000} for a longer one.
 */
@Tag("slow")
class CrashTest {
    private static final Logger LOG = LoggerFactory.getLogger(CrashTest.class);
    private static final long START_MILLIS =
            Instant.parse("2025-03-03T08:00:00Z").toEpochMilli();
    private static final int EVENTS_PER_SECOND = 1_500;
    private static final int READERS = 2_000;
    /**
     * So many that the stream covers an hour or two of event time: what is told the most-read lists two hours late,
     * they leave out, and a replay much faster than life makes a backlog of seconds that late.
     */
    private static final double CLICKS_PER_READER_PER_DAY = 200;

    private static final double ARTICLES_PER_DAY = 300;
    /** Lists of two runs as alike as this are the same for their readers. */
    private static final double OVERLAP_ENOUGH = .9;
    /** Random deviation of the mean overlap of the lists. */
    private static final double OVERLAP_CHANCE = .08;

    private static final Duration QUIET = Duration.ofSeconds(4);

    private final long seed = Long.getLong("crash.seed", 20_250_303);
    private final int clicks = Integer.getInteger("crash.clicks", 20_000);
    private final int kills = Integer.getInteger("crash.kills", 2);

    @TempDir
    private Path directory;

    /** One way through the stream. */
    private record Run(Learned learned, Map<String, Set<String>> probeLists, List<Long> firstListMillis) {}

    @Test
    void killedTwiceItKnowsWhatItWouldHaveKnown() throws Exception {
        ReadTally tally = new ReadTally();
        List<TimedEvent> events = new ArrayList<>();
        SimulatedNewsroom newsroom = new SimulatedNewsroom(new NewsroomSettings(
                seed, START_MILLIS, READERS, CLICKS_PER_READER_PER_DAY, ARTICLES_PER_DAY, .0005, .002, 0));
        while (tally.clicks() < clicks) {
            TimedEvent event = newsroom.next();
            events.add(event);
            tally.add(event);
        }
        Probes probes = Probes.of(tally, seed, events.get(events.size() - 1).atMillis() + 60_000);

        Run killed = run(directory.resolve("killed"), events, probes, killMoments(events.size()));
        Run undisturbed = run(directory.resolve("undisturbed"), events, probes, List.of());
        Run again = run(directory.resolve("again"), events, probes, List.of());
        double usual = Probes.overlap(undisturbed.probeLists(), again.probeLists());
        double overlap = Probes.overlap(undisturbed.probeLists(), killed.probeLists());
        LOG.info(
                "seed {}: {} clicks ({} repeated) of {} events, {} kills, first list {} ms after each; overlap of lists {},"
                        + " between undisturbed runs {}; same most-read lists {}, between undisturbed runs {}",
                seed,
                tally.clicks(),
                tally.repeats(),
                events.size(),
                kills,
                killed.firstListMillis(),
                format(overlap),
                format(usual),
                format(undisturbed.learned().sameTrendingShare(killed.learned())),
                format(undisturbed.learned().sameTrendingShare(again.learned())));

        probes.clicks().forEach(click -> tally.add(new TimedEvent.Clicked(click)));
        int readsMax = RecommendSettings.defaults().readers().memory().readsMax();
        undisturbed.learned().assertCounts(tally, readsMax);
        killed.learned().assertCounts(tally, readsMax);
        killed.learned().assertSameAs(undisturbed.learned(), tally);
        // Vectors and word weights are learned from replicas, milliseconds behind: no two runs are equal in them.
        assertThat(overlap)
                .as("overlap of lists, %s between undisturbed runs", format(usual))
                .isGreaterThanOrEqualTo(Math.min(OVERLAP_ENOUGH, usual - OVERLAP_CHANCE));
        LOG.info("seed {}: no click lost, none counted twice", seed);
    }

    /** Positions in the stream, in order, away from its ends. */
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
            Set<Integer> left = new HashSet<>(killMoments);
            long startNanos = System.nanoTime();
            int first = sent;
            for (; sent < events.size(); sent++) {
                if (left.remove(sent)) {
                    noteFirstList(child, lists, firstListMillis, killMoments.size() - left.size() - 1);
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
            noteFirstList(child, lists, firstListMillis, killMoments.size());
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

    /** The articles from before the first click are known before the clicks come; gives how many events that were. */
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

    /** After a kill, lists must have come again before anything else is done to the instance. */
    private static void noteFirstList(ChildInstance child, ListTail lists, List<Long> firstListMillis, int killsSoFar) {
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
