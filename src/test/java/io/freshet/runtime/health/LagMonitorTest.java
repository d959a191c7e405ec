package io.freshet.runtime.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.runtime.topics.InputOffsets;
import io.freshet.runtime.topics.KafkaUnavailableException;
import io.freshet.runtime.topics.PartitionOffsets;
import io.freshet.runtime.topics.PartitionOffsets.Ends;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LagMonitorTest {
    private static final TopicPartition CLICKS = new TopicPartition("clicks", 0);
    private static final TopicPartition WORDS = new TopicPartition("article-words", 0);
    private static final TopicPartition CATALOGUE = new TopicPartition("catalogue", 0);
    private static final long LAG_MAX_SECONDS = 60;

    private final Brokers brokers = new Brokers();
    private final Set<TopicPartition> assigned = new HashSet<>(Set.of(CLICKS));
    private final Map<String, Long> lost = new HashMap<>();
    private long nanos;
    private final LagMonitor monitor = new LagMonitor(
            brokers,
            new LagMonitor.WatchedPartitions(() -> assigned, Set.of(), Set.of("clicks")),
            Duration.ofSeconds(LAG_MAX_SECONDS),
            () -> nanos,
            (topic, records) -> lost.merge(topic, records, Long::sum));

    @Test
    void lagIsUnknownBeforeTheFirstCheckAndWithoutTasks() {
        assertThat(monitor.lagRecords()).isEmpty();
        assigned.clear();
        check();
        assertThat(monitor.lagRecords()).isEmpty();
        assertThat(monitor.reasons()).isEmpty();
    }

    @Test
    void lagIncludesRecordsFetchedButNotProcessed() {
        brokers.offsets.put(CLICKS, new PartitionOffsets(0, new Ends(100, 100)));
        brokers.committed.put(CLICKS, 90L);
        check();

        assertThat(monitor.lagRecords()).hasValue(10);
        assertThat(monitor.reasons()).isEmpty();
    }

    @Test
    void partitionWithoutCommitCountsFromItsBeginning() {
        brokers.offsets.put(CLICKS, new PartitionOffsets(30, new Ends(100, 100)));
        check();

        assertThat(monitor.lagRecords()).hasValue(70);
        assertThat(lost).isEmpty();
    }

    @Test
    void recordThatStaysUnprocessedForTheLimitIsAReasonUntilItIsProcessed() {
        brokers.committed.put(CLICKS, 90L);
        brokers.offsets.put(CLICKS, new PartitionOffsets(0, new Ends(90, 90)));
        check();
        brokers.offsets.put(CLICKS, new PartitionOffsets(0, new Ends(100, 100)));
        check();
        pass(Duration.ofSeconds(LAG_MAX_SECONDS - 1));
        check();
        assertThat(monitor.reasons()).isEmpty();

        pass(Duration.ofSeconds(1));
        check();
        assertThat(monitor.reasons())
                .containsExactly("10 records of clicks wait to be processed, the oldest for more than 60 s");

        brokers.committed.put(CLICKS, 100L);
        check();
        assertThat(monitor.reasons()).isEmpty();
        assertThat(monitor.lagRecords()).hasValue(0);
    }

    @Test
    void progressMovesTheMeasurementToTheArrivalOfTheNextRecord() {
        brokers.committed.put(CLICKS, 90L);
        for (int checks = 0; checks < 300; checks++) {
            // Each record is processed 40 s after its arrival.
            brokers.offsets.put(CLICKS, new PartitionOffsets(0, new Ends(90 + checks, 90 + checks)));
            brokers.committed.put(CLICKS, 90L + Math.max(0, checks - 20));
            check();
            assertThat(monitor.reasons()).isEmpty();
            pass(LagMonitor.INTERVAL);
        }
    }

    @Test
    void instanceThatIsBehindByMoreThanTheLimitIsUnreadyEvenWhileItMakesProgress() {
        brokers.committed.put(CLICKS, 90L);
        for (int checks = 0; checks < 300; checks++) {
            // Each record is processed 80 s after its arrival.
            brokers.offsets.put(CLICKS, new PartitionOffsets(0, new Ends(90 + checks, 90 + checks)));
            brokers.committed.put(CLICKS, 90L + Math.max(0, checks - 40));
            check();
            pass(LagMonitor.INTERVAL);
        }
        assertThat(monitor.reasons())
                .containsExactly("40 records of clicks wait to be processed, the oldest for more than 60 s");
    }

    @Test
    void backlogFromBeforeTheStartIsAReasonAtOnceAndUntilItIsProcessed() {
        brokers.offsets.put(CLICKS, new PartitionOffsets(0, new Ends(100, 100)));
        brokers.committed.put(CLICKS, 90L);
        monitor.beforeStart();
        brokers.offsets.put(CLICKS, new PartitionOffsets(0, new Ends(120, 120)));
        check();
        assertThat(monitor.reasons())
                .containsExactly("10 records of clicks from before the start wait to be processed");

        brokers.committed.put(CLICKS, 100L);
        check();
        assertThat(monitor.reasons()).isEmpty();
    }

    @Test
    void backlogOfAnApplicationThatHasProcessedNothingIsFromBeforeTheStart() {
        brokers.offsets.put(CLICKS, new PartitionOffsets(0, new Ends(100, 100)));
        monitor.beforeStart();
        check();
        assertThat(monitor.reasons())
                .containsExactly("100 records of clicks from before the start wait to be processed");

        brokers.committed.put(CLICKS, 100L);
        check();
        assertThat(monitor.reasons()).isEmpty();
    }

    @Test
    void partitionOfAnotherInstanceIsMeasuredFromItsAssignment() {
        TopicPartition moved = new TopicPartition("clicks", 1);
        brokers.offsets.put(CLICKS, new PartitionOffsets(0, new Ends(0, 0)));
        brokers.offsets.put(moved, new PartitionOffsets(0, new Ends(10, 10)));
        brokers.committed.put(moved, 10L);
        monitor.beforeStart();
        check();
        pass(Duration.ofSeconds(LAG_MAX_SECONDS));
        brokers.offsets.put(moved, new PartitionOffsets(0, new Ends(15, 15)));
        assigned.add(moved);
        check();
        assertThat(monitor.reasons()).isEmpty();

        pass(Duration.ofSeconds(LAG_MAX_SECONDS));
        check();
        assertThat(monitor.reasons())
                .containsExactly("5 records of clicks wait to be processed, the oldest for more than 60 s");
    }

    @Test
    void recordsOfATopicThatWasCreatedAgainWaitFromTheirOwnArrival() {
        brokers.offsets.put(CLICKS, new PartitionOffsets(0, new Ends(100, 100)));
        brokers.committed.put(CLICKS, 100L);
        monitor.beforeStart();
        check();
        pass(Duration.ofSeconds(LAG_MAX_SECONDS));
        brokers.offsets.put(CLICKS, new PartitionOffsets(0, new Ends(3, 3)));
        brokers.committed.put(CLICKS, 0L);
        check();

        assertThat(monitor.lagRecords()).hasValue(3);
        assertThat(monitor.reasons()).isEmpty();
    }

    @Test
    void backlogOfBackgroundWorkIsMeasuredButNoReason() {
        assigned.add(WORDS);
        brokers.offsets.put(CLICKS, new PartitionOffsets(0, new Ends(0, 0)));
        brokers.offsets.put(WORDS, new PartitionOffsets(0, new Ends(500, 500)));
        check();
        check();

        assertThat(monitor.lagRecords()).hasValue(500);
        assertThat(monitor.reasons()).isEmpty();
    }

    @Test
    void openTransactionIsDistinguishedFromABacklog() {
        brokers.offsets.put(CLICKS, new PartitionOffsets(0, new Ends(90, 100)));
        brokers.committed.put(CLICKS, 90L);
        brokers.open = Optional.of(new InputOffsets.OpenTransaction(4001, 90));
        check();
        assertThat(monitor.lagRecords()).hasValue(10);
        assertThat(monitor.reasons()).isEmpty();

        pass(Duration.ofSeconds(LAG_MAX_SECONDS));
        check();

        assertThat(monitor.reasons())
                .singleElement()
                .asString()
                .startsWith(
                        "a transaction has been open on clicks-0 for 60 s (producer id 4001): nobody can read the 10"
                                + " records from offset 90 on until it ends");

        brokers.offsets.put(CLICKS, new PartitionOffsets(0, new Ends(101, 101)));
        brokers.committed.put(CLICKS, 101L);
        check();
        assertThat(monitor.reasons()).isEmpty();
    }

    @Test
    void transactionsThatEndInTimeAreNoReason() {
        for (long end = 100; end < 200; end += 10) {
            brokers.offsets.put(CLICKS, new PartitionOffsets(0, new Ends(end - 5, end)));
            brokers.committed.put(CLICKS, end - 5);
            pass(Duration.ofSeconds(30));
            check();
            assertThat(monitor.reasons()).isEmpty();
        }
    }

    @Test
    void openTransactionOnTheTopicOfAGlobalStoreIsAReason() {
        LagMonitor global = new LagMonitor(
                brokers,
                new LagMonitor.WatchedPartitions(() -> assigned, Set.of(CATALOGUE), Set.of("clicks")),
                Duration.ofSeconds(LAG_MAX_SECONDS),
                () -> nanos,
                (topic, records) -> {});
        brokers.offsets.put(CLICKS, new PartitionOffsets(0, new Ends(0, 0)));
        brokers.offsets.put(CATALOGUE, new PartitionOffsets(0, new Ends(7, 9)));
        global.check();
        pass(Duration.ofSeconds(LAG_MAX_SECONDS));
        global.check();

        assertThat(global.reasons()).singleElement().asString().contains("open on catalogue-0 for 60 s");
        assertThat(global.lagRecords()).hasValue(0);
    }

    @Test
    void brokersThatDoNotAnswerLeaveTheLagUnknownAfterTheLimit() {
        brokers.offsets.put(CLICKS, new PartitionOffsets(0, new Ends(100, 100)));
        brokers.committed.put(CLICKS, 0L);
        check();
        pass(Duration.ofSeconds(LAG_MAX_SECONDS - 1));
        assertThat(monitor.lagRecords()).hasValue(100);
        assertThat(monitor.reasons()).isEmpty();

        pass(Duration.ofSeconds(10));

        assertThat(monitor.lagRecords()).isEmpty();
        assertThat(monitor.reasons())
                .containsExactly("the brokers have not returned the offsets of the inputs for 69 s: check whether they"
                        + " answer");
    }

    @Test
    void inputDeletedWhileBehindIsCountedOnce() {
        brokers.offsets.put(CLICKS, new PartitionOffsets(0, new Ends(100, 100)));
        brokers.committed.put(CLICKS, 10L);
        check();
        assertThat(lost).isEmpty();

        brokers.offsets.put(CLICKS, new PartitionOffsets(50, new Ends(100, 100)));
        check();
        check();
        assertThat(lost).containsExactly(Map.entry("clicks", 40L));

        brokers.offsets.put(CLICKS, new PartitionOffsets(60, new Ends(100, 100)));
        check();
        brokers.committed.put(CLICKS, 100L);
        check();
        assertThat(lost).containsExactly(Map.entry("clicks", 50L));
    }

    @Test
    void inputDeletedWhileNoInstanceRanIsCountedThoughTheConsumerHasMovedOn() {
        TopicPartition elsewhere = new TopicPartition("clicks", 1);
        brokers.committed.putAll(Map.of(CLICKS, 10L, elsewhere, 10L));
        brokers.offsets.put(CLICKS, new PartitionOffsets(50, new Ends(100, 100)));
        brokers.offsets.put(elsewhere, new PartitionOffsets(50, new Ends(100, 100)));
        monitor.beforeStart();
        assertThat(lost).isEmpty();

        brokers.committed.putAll(Map.of(CLICKS, 70L, elsewhere, 70L));
        check();
        assigned.add(elsewhere);
        check();

        assertThat(lost)
                .as("the instance of the other partition counts its own loss")
                .containsExactly(Map.entry("clicks", 40L));
    }

    @Test
    void retentionOfProcessedRecordsIsNoLoss() {
        brokers.offsets.put(CLICKS, new PartitionOffsets(80, new Ends(100, 100)));
        brokers.committed.put(CLICKS, 80L);
        check();

        assertThat(lost).isEmpty();
    }

    private void check() {
        monitor.check();
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    /** Returns the offsets that a test sets. */
    private static final class Brokers implements InputOffsets {
        private final Map<TopicPartition, Long> committed = new HashMap<>();
        private final Map<TopicPartition, PartitionOffsets> offsets = new HashMap<>();
        private Optional<OpenTransaction> open = Optional.empty();

        @Override
        public Map<TopicPartition, Long> committed() {
            return committed;
        }

        @Override
        public Map<TopicPartition, PartitionOffsets> of(Collection<TopicPartition> partitions) {
            Map<TopicPartition, PartitionOffsets> asked = new HashMap<>(offsets);
            asked.keySet().retainAll(partitions);
            if (asked.size() < partitions.size()) {
                throw new KafkaUnavailableException("no offsets of " + List.copyOf(partitions), new TimeoutException());
            }
            return asked;
        }

        @Override
        public Optional<OpenTransaction> openTransaction(TopicPartition partition) {
            return open;
        }
    }
}
