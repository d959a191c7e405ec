package io.freshet.evaluate.algorithm;

import io.freshet.vector.SeededHash;
import java.util.Locale;

/**
 * What is simulated of a deployment over many tasks, each the owner of some articles and readers.
 *
 * <p>A task knows of other articles what its replica of the catalogue holds, which lags behind their owners; draws
 * negatives from the reads of its own articles; and has a ranker of its own. Announcements and withdrawals arrive at once.
 *
 * @param tasks that articles and readers are spread over, from 1 to {@link #TASKS_MAX}
 * @param stalenessMillis of event time that replicas lag behind, from 0 to {@link #STALENESS_MILLIS_MAX}
 */
public record Deployment(int tasks, long stalenessMillis) {
    public static final int TASKS_MAX = 1_000;
    public static final long STALENESS_MILLIS_MAX = 600_000;
    /** One process without lag. */
    public static final Deployment SINGLE = new Deployment(1, 0);

    public Deployment {
        if (tasks < 1 || tasks > TASKS_MAX) {
            throw new IllegalArgumentException("tasks is " + tasks + ", expected 1 to " + TASKS_MAX);
        }
        if (stalenessMillis < 0 || stalenessMillis > STALENESS_MILLIS_MAX) {
            throw new IllegalArgumentException(
                    "stalenessMillis is " + stalenessMillis + ", expected 0 to " + STALENESS_MILLIS_MAX);
        }
    }

    /** Short description. */
    public String label() {
        return String.format(
                Locale.ROOT, "%,d %s, replicas %,d ms behind", tasks, tasks == 1 ? "task" : "tasks", stalenessMillis);
    }

    /** The task that owns an article or a reader, from 0. */
    public int taskOf(String id) {
        return (int) Long.remainderUnsigned(SeededHash.hash(id), tasks);
    }
}
