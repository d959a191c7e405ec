package io.freshet.topology.reader;

import io.freshet.event.Recommendations;
import io.freshet.recommend.reader.ReaderState;
import io.freshet.topology.context.LoadMonitor;
import io.freshet.topology.context.Measurement;
import io.freshet.topology.context.Measurements;
import io.freshet.topology.context.TimeBudget;
import io.freshet.topology.message.ArrivedAnnouncement;
import java.util.OptionalLong;

/**
 * Decides when each list of a reader task is made: with its click, deferred while the task is far behind, or pushed
 * without a click. {@link LoadMonitor} holds the overload policy. Owned by the task's thread.
 */
final class ListScheduler {
    private final LoadMonitor load;
    private final DeferredLists deferred;
    private final PushScheduler pushes;
    private final ReaderExpiry expiry;
    private final Work work;
    private final Measurements measurements;

    /** Callbacks that do the work the scheduler has found due. */
    interface Work {
        /** Makes and sends a deferred list. */
        void answer(DeferredLists.Deferred deferred);

        /**
         * Visits the next few stored readers: deletes the expired, and schedules a new list for each with an outdated
         * list. A list is outdated if it holds an article no longer allowed on lists.
         */
        void checkReaders(long nowMillis);
    }

    ListScheduler(
            LoadMonitor load,
            DeferredLists deferred,
            PushScheduler pushes,
            ReaderExpiry expiry,
            Work work,
            Measurements measurements) {
        this.load = load;
        this.deferred = deferred;
        this.pushes = pushes;
        this.expiry = expiry;
        this.work = work;
        this.measurements = measurements;
    }

    /** Measures the lag of the click being processed, which arrived on its topic at {@code arrivedAtMillis}. */
    void observeLag(long arrivedAtMillis, long nowMillis) {
        load.observe(arrivedAtMillis, nowMillis);
    }

    /** Fraction of the ranker's configured training sample in use: at most 1, lowered under load. */
    double sampleRatio() {
        return load.sampleRatio();
    }

    /** Whether the task is so far behind that the list of the current click is to be deferred. */
    boolean defers(long nowMillis) {
        return load.isFarBehind(nowMillis);
    }

    /**
     * Queues a reader for a deferred list, and drops the reader's queued push (a list made without a click).
     *
     * @param arrivedAtMillis when the click arrived on its topic, epoch milliseconds
     */
    void defer(String userId, long arrivedAtMillis, long nowMillis) {
        if (deferred.add(userId, arrivedAtMillis, nowMillis)) {
            measurements.record(new Measurement.ListCoalesced());
        }
        pushes.deferred(userId);
    }

    /**
     * Takes a reader out of the queue of deferred lists and returns when the first waiting click arrived; empty if the
     * reader was not queued.
     *
     * @return arrival time in epoch milliseconds; empty without a deferred list
     */
    OptionalLong takeDeferred(String userId) {
        OptionalLong arrivedAtMillis = deferred.take(userId)
                .map(list -> OptionalLong.of(list.arrivedAtMillis()))
                .orElse(OptionalLong.empty());
        if (arrivedAtMillis.isPresent()) {
            measurements.record(new Measurement.ListCoalesced());
        }
        return arrivedAtMillis;
    }

    /** Updates the schedule of pushes (lists sent without a click) after a click's list was sent. */
    void answered(ReaderState reader, Recommendations list, long nowMillis) {
        pushes.clicked(reader, list, nowMillis);
    }

    /** Updates the schedule of pushes after a list was sent without a click. */
    void pushed(ReaderState reader, Recommendations list, long eventMillis, long nowMillis) {
        pushes.pushed(reader, list, eventMillis, nowMillis);
    }

    /** Whether to send a list that was made for a push; see {@link PushScheduler#isWorthSending}. */
    boolean isWorthSending(PushQueue.Push push, ReaderState reader, Recommendations list) {
        return pushes.isWorthSending(push, reader, list);
    }

    /** Schedules pushed lists for the active readers whose lists a published or withdrawn article may change. */
    void announced(ArrivedAnnouncement announcement) {
        pushes.announced(announcement);
    }

    /** Schedules a new list for a reader whose list holds an article no longer allowed on lists. */
    void outdated(String userId) {
        pushes.outdated(userId);
    }

    /** Drops the scheduled lists of an erased or expired reader. */
    void forget(String userId) {
        pushes.forget(userId);
        deferred.forget(userId);
    }

    /** Makes as many deferred lists after a click as {@link LoadMonitor#makesDeferredList} allows. */
    void afterClick(long nowMillis) {
        for (int made = 0; load.makesDeferredList(made, deferred.isOverdue(nowMillis), nowMillis); made++) {
            if (!answerNext()) {
                return;
            }
        }
    }

    private boolean answerNext() {
        var next = deferred.next();
        next.ifPresent(work::answer);
        return next.isPresent();
    }

    /**
     * Runs background work within the time budget: deferred lists, then pushes, then checks of stored readers. While a
     * scan for lists with withdrawn articles is due, one step of the scan comes first.
     */
    void run(long eventMillis, TimeBudget budget, long nowMillis) {
        load.adjustSample(nowMillis);
        if (budget.begin()) {
            if (expiry.isRoundDue()) {
                // First of all: withdrawn articles must leave all lists within a bounded time.
                work.checkReaders(nowMillis);
            }
            boolean more = true;
            while (more && budget.isLeft()) {
                more = answerNext();
            }
            pushes.run(eventMillis, load.isBusy(nowMillis), budget, nowMillis);
            while (expiry.isRoundDue() && !pushes.hasWithdrawals() && budget.isLeft()) {
                work.checkReaders(nowMillis);
                pushes.run(eventMillis, true, budget, nowMillis);
            }
            budget.end();
        }
    }

    /**
     * Reports the load of the task of {@code partition}: click lag, fraction of the ranker's training sample in use,
     * and number of deferred lists.
     */
    void report(int partition, long nowMillis) {
        measurements.record(
                new Measurement.TaskLoad(partition, load.lagMillis(nowMillis), load.sampleRatio(), deferred.size()));
    }
}
