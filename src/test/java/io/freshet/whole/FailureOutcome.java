package io.freshet.whole;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.codec.contract.Topics;
import io.freshet.dataset.TimedEvent;
import io.freshet.event.Recommendations;
import io.freshet.recommend.settings.RecommendSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The outcome of a run beside the expected one. */
final class FailureOutcome {
    /**
     * The run as seen from outside.
     *
     * @param events sent, without probes
     * @param late clicks that were sent late
     * @param tally the naive count of all that was sent
     * @param answers to probes, by userId
     */
    record Run(
            FailureSimulation.Plan plan,
            List<FailureSimulation.Suffered> suffered,
            int events,
            long late,
            ReadTally tally,
            Map<String, Set<String>> answers) {}

    /** The state at the end of a run. */
    record Seen(
            Learned learned,
            Map<String, Recommendations> lists,
            Set<String> related,
            List<ReadDeadLetter> deadLetters,
            Set<String> deadLetterOrigins) {

        /** Reads it from the topics. */
        static Seen of(NewsroomClient newsroom) {
            List<ReadDeadLetter> deadLetters = new ArrayList<>();
            Set<String> origins = new HashSet<>();
            for (ConsumerRecord<byte[], byte[]> letter : newsroom.committed("freshet.dead-letters")) {
                deadLetters.add(ReadDeadLetter.of(letter.value(), letter.headers()));
                origins.add(ReadDeadLetter.origin(letter.headers()));
            }
            return new Seen(
                    Learned.of(newsroom, TrialCluster.APPLICATION_ID),
                    newsroom.latest(Topics.RECOMMENDATIONS),
                    newsroom.latest(Topics.RELATED).keySet(),
                    deadLetters,
                    origins);
        }
    }

    private final Run run;
    private final RightsTrial.Outcome rights;
    private final long[] waitsMillis;
    private final Learned learned;
    private final Map<String, Recommendations> lists;
    private final Set<String> related;
    private final List<ReadDeadLetter> deadLetters;
    private final Set<String> deadLetterOrigins;
    private final Expected expected;

    /** The state of the same topology without faults. */
    record Expected(Learned learned, List<ReadDeadLetter> deadLetters) {

        /** @param directory for the oracle's stores */
        static Expected of(List<TimedEvent> sent, Path directory) {
            try (UndisturbedOracle oracle = new UndisturbedOracle(directory)) {
                sent.forEach(oracle::accept);
                oracle.settle();
                return new Expected(oracle.learned(), oracle.deadLetters());
            }
        }
    }

    FailureOutcome(Run run, Seen seen, RightsTrial.Outcome rights, Expected expected, long[] waitsMillis) {
        this.run = run;
        this.rights = rights;
        this.waitsMillis = waitsMillis;
        learned = seen.learned();
        lists = seen.lists();
        related = seen.related();
        deadLetters = seen.deadLetters();
        deadLetterOrigins = seen.deadLetterOrigins();
        this.expected = expected;
    }

    /** The same, with what came of erasures and the like. */
    FailureOutcome with(RightsTrial.Outcome tried) {
        return new FailureOutcome(
                run, new Seen(learned, lists, related, deadLetters, deadLetterOrigins), tried, expected, waitsMillis);
    }

    /** Each click counted once, each refused event a dead letter once, everything as if nothing had happened. */
    void assertExactlyOnce() {
        int readsMax = RecommendSettings.defaults().readers().memory().readsMax();
        expected.learned().assertCounts(run.tally(), readsMax);
        learned.assertCounts(run.tally(), readsMax);
        learned.assertSameAs(expected.learned(), run.tally());
        learned.assertSameMostRead(expected.learned());
        assertThat(deadLetters).as("dead letters").containsExactlyInAnyOrderElementsOf(expected.deadLetters());
        assertThat(deadLetterOrigins).as("records that became dead letters").hasSameSizeAs(deadLetters);
    }

    /**
     * Every reader who ever clicked has a list that knows of the last click, of articles they have not read; every
     * article has its related list.
     */
    void assertNoListLost() {
        assertThat(related).containsAll(run.tally().staying().keySet());
        learned.assertListsKnowLastClicks(lists, run.tally());
    }

    /** Erasures, withdrawals, corrections and expiries had their effect, whatever failed. */
    void assertRightsHeld() {
        assertThat(rights.violations()).as(rights.toString()).isEmpty();
    }

    /** How many events were sent before the probes. */
    int events() {
        return run.events();
    }

    /** How much the answers to probes have in common with those of another run of the same stream. */
    double overlap(FailureOutcome other) {
        return Probes.overlap(run.answers(), other.run.answers());
    }

    /** The longest time from a stroke to lists everywhere, in milliseconds. */
    long everywhereAgainMillisMax() {
        return run.suffered().stream()
                .mapToLong(FailureSimulation.Suffered::everywhereAgainMillis)
                .max()
                .orElse(0);
    }

    @Override
    public String toString() {
        Map<String, Long> deadReasons = new TreeMap<>(
                deadLetters.stream().collect(Collectors.groupingBy(ReadDeadLetter::reason, Collectors.counting())));
        return String.format(
                Locale.ROOT,
                "seed %d, %d instances, %d brokers: %,d events at %d a second, %,d clicks of which %,d repeated and %,d"
                        + " late, %,d readers, dead letters %s%n%s%n"
                        + "click to committed list from when it was due: p50 %d ms, p99 %d ms, max %d ms%n%s",
                run.plan().schedule().seed(),
                run.plan().instances(),
                TrialCluster.BROKERS,
                run.events(),
                run.plan().eventsPerSecond(),
                run.tally().clicks(),
                run.tally().repeats(),
                run.late(),
                lists.size(),
                deadReasons,
                run.suffered().stream().map(one -> "  " + one).collect(Collectors.joining("\n")),
                percentile(.5),
                percentile(.99),
                percentile(1),
                rights);
    }

    private long percentile(double share) {
        return waitsMillis.length == 0
                ? 0
                : waitsMillis[(int) Math.min(waitsMillis.length - 1, share * waitsMillis.length)];
    }
}
