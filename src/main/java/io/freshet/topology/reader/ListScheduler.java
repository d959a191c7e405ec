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
 * Decides when each list of a reader task is made: with its click, deferred while the task is far behind, or pushed without
 * a click. {@link LoadMonitor} holds the overload policy. Owned by the task's thread.
 */
final class ListScheduler {
    private final LoadMonitor load;
    private final DeferredLists deferred;
    private final PushScheduler pushes;
    private final ReaderExpiry expiry;
    private final Work work;
    private final Measurements measurements;

    /** Callbacks that do the scheduled work. */
    interface Work {
        /** Makes and sends a deferred list. */
        void answer(DeferredLists.Deferred deferred);

        /** Checks some stored readers. */
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

    /** Measures the lag of the click being processed. */
    void clicked(long arrivedAtMillis, long nowMillis) {
        load.observe(arrivedAtMillis, nowMillis);
    }

    /** Part of the configured training sample to train on now. */
    double sampleRatio() {
        return load.sampleRatio();
    }

    /** Whether the list of the click being processed is to be deferred. */
    boolean defers(long nowMillis) {
        return load.isFarBehind(nowMillis);
    }

    /** Defers a reader's list. */
    void defer(String userId, long arrivedAtMillis, long nowMillis) {
        if (deferred.add(userId, arrivedAtMillis, nowMillis)) {
            measurements.record(new Measurement.ListCoalesced());
        }
        pushes.deferred(userId);
    }

    /** Takes out a reader's deferred list for another click, which it answers, too; returns the arrival of its first click. */
    OptionalLong takeDeferred(String userId) {
        OptionalLong arrivedAtMillis = deferred.take(userId)
                .map(list -> OptionalLong.of(list.arrivedAtMillis()))
                .orElse(OptionalLong.empty());
        if (arrivedAtMillis.isPresent()) {
            measurements.record(new Measurement.ListCoalesced());
        }
        return arrivedAtMillis;
    }

    /** Notes a list sent after a click. */
    void answered(ReaderState reader, Recommendations list, long nowMillis) {
        pushes.clicked(reader, list, nowMillis);
    }

    /** Notes a pushed list. */
    void pushed(ReaderState reader, Recommendations list, long eventMillis, long nowMillis) {
        pushes.pushed(reader, list, eventMillis, nowMillis);
    }

    /** See {@link PushScheduler#isWorthSending}. */
    boolean isWorthSending(PushQueue.Push push, ReaderState reader, Recommendations list) {
        return pushes.isWorthSending(push, reader, list);
    }

    /** Schedules the lists that an announcement changes. */
    void announced(ArrivedAnnouncement announcement) {
        pushes.announced(announcement);
    }

    /** Schedules the list of a reader that holds an article which left. */
    void outdated(String userId) {
        pushes.outdated(userId);
    }

    /** Drops all work for a reader. */
    void forget(String userId) {
        pushes.forget(userId);
        deferred.forget(userId);
    }

    /** Makes the deferred lists that are due with each click. */
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
     * Runs background work within its budget: deferred lists, then pushes, then checks of stored readers. A scan for lists
     * with withdrawn articles makes one step before all else.
     */
    void run(long eventMillis, TimeBudget budget, long nowMillis) {
        load.adjustSample(nowMillis);
        if (budget.begin()) {
            if (expiry.isRoundDue()) {
                // Ahead of all else: lists without withdrawn articles are promised within a bound.
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

    /** Reports the task's load. */
    void report(int partition, long nowMillis) {
        measurements.record(
                new Measurement.TaskLoad(partition, load.lagMillis(nowMillis), load.sampleRatio(), deferred.size()));
    }
}
