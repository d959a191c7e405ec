package io.freshet.evaluate.algorithm;

import io.freshet.vector.SeededHash;
import java.util.Locale;

/**
 * Simulated deployment on several stream tasks; each owns some articles and readers, and sees reads of other articles
 * with a lag.
 *
 * <p>A task reads other articles from its replica of the catalogue, which lags; samples negatives from the reads of its
 * own articles; and trains its own ranker. Announcements and withdrawals are not delayed.
 *
 * @param tasks number of tasks, from 1 to {@link #TASKS_MAX}
 * @param lagMillis lag of the replicas in event time, from 0 to {@link #LAG_MILLIS_MAX}
 */
public record Deployment(int tasks, long lagMillis) {
    public static final int TASKS_MAX = 1_000;
    public static final long LAG_MILLIS_MAX = 600_000;
    /** Single task without lag. */
    public static final Deployment SINGLE = new Deployment(1, 0);

    public Deployment {
        if (tasks < 1 || tasks > TASKS_MAX) {
            throw new IllegalArgumentException("tasks is " + tasks + ", expected 1 to " + TASKS_MAX);
        }
        if (lagMillis < 0 || lagMillis > LAG_MILLIS_MAX) {
            throw new IllegalArgumentException("lagMillis is " + lagMillis + ", expected 0 to " + LAG_MILLIS_MAX);
        }
    }

    /** Short description for reports, such as {@code 4 tasks, replica lag 500 ms}. */
    public String label() {
        return String.format(
                Locale.ROOT, "%,d %s, replica lag %,d ms", tasks, tasks == 1 ? "task" : "tasks", lagMillis);
    }

    /** Number of the task that owns an article or a reader, from 0. */
    public int taskOf(String id) {
        return (int) Long.remainderUnsigned(SeededHash.hash(id), tasks);
    }
}
