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

/** The outcome of a run together with the expected outcome. */
final class FailureOutcome {
    /**
     * The input of a run and its answers to probes.
     *
     * @param events number of events sent, without probes
     * @param late number of clicks sent late
     * @param tally naive count of all events sent
     * @param answers articles of the lists that answered probes, by userId
     */
    record Run(
            FailureSimulation.Plan plan,
            List<FailureSimulation.FaultReport> faults,
            int events,
            long late,
            ReadTally tally,
            Map<String, Set<String>> answers) {}

    /** The state at the end of a run. */
    record Observed(
            Learned learned,
            Map<String, Recommendations> lists,
            Set<String> related,
            List<ReadDeadLetter> deadLetters,
            Set<String> deadLetterOrigins) {

        /** Reads the state from the topics. */
        static Observed of(NewsroomClient newsroom) {
            List<ReadDeadLetter> deadLetters = new ArrayList<>();
            Set<String> origins = new HashSet<>();
            for (ConsumerRecord<byte[], byte[]> letter : newsroom.committed("freshet.dead-letters")) {
                deadLetters.add(ReadDeadLetter.of(letter.value(), letter.headers()));
                origins.add(ReadDeadLetter.origin(letter.headers()));
            }
            return new Observed(
                    Learned.of(newsroom, TrialCluster.APPLICATION_ID),
                    newsroom.latest(Topics.RECOMMENDATIONS),
                    newsroom.latest(Topics.RELATED).keySet(),
                    deadLetters,
                    origins);
        }
    }

    private final Run run;
    private final RightsTrial.Outcome rights;
    private final long[] latenciesMillis;
    private final Learned learned;
    private final Map<String, Recommendations> lists;
    private final Set<String> related;
    private final List<ReadDeadLetter> deadLetters;
    private final Set<String> deadLetterOrigins;
    private final Expected expected;

    /** The state of the same topology without faults. */
    record Expected(Learned learned, List<ReadDeadLetter> deadLetters) {

        /** @param directory directory for the oracle's stores */
        static Expected of(List<TimedEvent> sent, Path directory) {
            try (UndisturbedOracle oracle = new UndisturbedOracle(directory)) {
                sent.forEach(oracle::accept);
                oracle.settle();
                return new Expected(oracle.learned(), oracle.deadLetters());
            }
        }
    }

    FailureOutcome(Run run, Observed observed, RightsTrial.Outcome rights, Expected expected, long[] latenciesMillis) {
        this.run = run;
        this.rights = rights;
        this.latenciesMillis = latenciesMillis;
        learned = observed.learned();
        lists = observed.lists();
        related = observed.related();
        deadLetters = observed.deadLetters();
        deadLetterOrigins = observed.deadLetterOrigins();
        this.expected = expected;
    }

    /** Returns this outcome with the outcome of a trial of erasures and withdrawals. */
    FailureOutcome with(RightsTrial.Outcome outcome) {
        return new FailureOutcome(
                run,
                new Observed(learned, lists, related, deadLetters, deadLetterOrigins),
                outcome,
                expected,
                latenciesMillis);
    }

    /**
     * Asserts that each click counts once, each rejected event is one dead letter, and the state is as without faults.
     */
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
     * Asserts that every reader who clicked has a list of unread articles that includes the last click, and every
     * article has its related list.
     */
    void assertNoListLost() {
        assertThat(related).containsAll(run.tally().remaining().keySet());
        learned.assertListsIncludeLastClicks(lists, run.tally());
    }

    /** Asserts that erasures, withdrawals, corrections and expiries took effect in spite of the faults. */
    void assertRightsHeld() {
        assertThat(rights.violations()).as(rights.toString()).isEmpty();
    }

    /** Number of events sent before the probes. */
    int events() {
        return run.events();
    }

    /** Articles of the lists that answered the probes, by userId. */
    Map<String, Set<String>> answers() {
        return run.answers();
    }

    /** The longest time from a fault to lists on every partition, in milliseconds. */
    long recoveryMillisMax() {
        return run.faults().stream()
                .mapToLong(FailureSimulation.FaultReport::recoveryMillis)
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
                        + "latency from scheduled click to committed list: p50 %d ms, p99 %d ms, max %d ms%n%s",
                run.plan().schedule().seed(),
                run.plan().layout().instances(),
                TrialCluster.BROKERS,
                run.events(),
                run.plan().load().eventsPerSecond(),
                run.tally().clicks(),
                run.tally().repeats(),
                run.late(),
                lists.size(),
                deadReasons,
                run.faults().stream().map(fault -> "  " + fault).collect(Collectors.joining("\n")),
                percentile(.5),
                percentile(.99),
                percentile(1),
                rights);
    }

    private long percentile(double share) {
        return latenciesMillis.length == 0
                ? 0
                : latenciesMillis[(int) Math.min(latenciesMillis.length - 1, share * latenciesMillis.length)];
    }
}
