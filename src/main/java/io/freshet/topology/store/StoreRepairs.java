package io.freshet.topology.store;

import io.freshet.topology.context.Measurement;
import io.freshet.topology.context.Measurements;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.kafka.streams.processor.TaskId;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers the damaged local stores of an instance and sets their files aside; counts the tasks whose stores were not
 * closed cleanly. A local store is a copy of its
 * changelog: a store with missing or damaged files is set aside and rebuilt. Its directory is renamed to {@code
 * set-aside/TASK-STORE} below the application's directory, which keeps one such directory. Safe from any thread.
 */
public final class StoreRepairs {
    /** Kafka Streams property whose value is the {@code StoreRepairs} that all stores of an instance share. */
    public static final String CONFIG = "freshet.store.repairs";

    /** Name of the directory, beside the task directories, that holds the most recent damaged store. */
    public static final String DIRECTORY = "set-aside";

    private static final Logger LOG = LoggerFactory.getLogger(StoreRepairs.class);

    private final Measurements measurements;
    private final Map<TaskId, Set<String>> stores = new ConcurrentHashMap<>();
    private final Map<TaskId, Set<String>> damaged = new ConcurrentHashMap<>();
    private final Set<TaskId> withFiles = ConcurrentHashMap.newKeySet();
    private final Set<TaskId> unclean = ConcurrentHashMap.newKeySet();

    public StoreRepairs(Measurements measurements) {
        this.measurements = measurements;
    }

    /**
     * Returns the {@code StoreRepairs} in the properties of Kafka Streams; a new one if the properties hold none, as in
     * tests.
     */
    public static StoreRepairs of(Map<String, ?> properties) {
        return properties.get(CONFIG) instanceof StoreRepairs shared ? shared : new StoreRepairs(Measurements.NONE);
    }

    /**
     * Whether an exception reports missing or damaged files of a local store. A full disk, missing permissions or a
     * failing device are no damage: a rebuilt store would meet them again.
     */
    public static boolean isDamage(Throwable exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof RocksDBException failure && isDamage(failure)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDamage(RocksDBException failure) {
        Status status = failure.getStatus();
        String message = Objects.toString(failure.getMessage(), "");
        if (status == null) {
            return message.startsWith("Corruption");
        }
        return status.getCode() == Status.Code.Corruption
                || (status.getCode() == Status.Code.IOError
                        && status.getSubCode() != Status.SubCode.NoSpace
                        && message.contains("No such file or directory"));
    }

    /** Marks a store to be rebuilt when it next opens. */
    void damaged(TaskId task, String store, Throwable cause) {
        if (names(damaged, task).add(store)) {
            LOG.warn(
                    "store {} of task {} is damaged and will be rebuilt from its changelog: {}",
                    store,
                    task,
                    rootMessage(cause));
        }
    }

    /** Marks all stores of a task to be rebuilt, after damage in an unknown store. */
    public void damaged(TaskId task, Throwable cause) {
        names(stores, task).forEach(store -> damaged(task, store, cause));
    }

    /** Whether the store being opened is marked as damaged; clears the mark. Registers the store as one of the task. */
    boolean takeDamaged(TaskId task, String store) {
        names(stores, task).add(store);
        return names(damaged, task).remove(store);
    }

    /** Registers a task one of whose stores has files of an earlier run. */
    void hasFiles(TaskId task) {
        withFiles.add(task);
    }

    /**
     * Registers a store without an offset, under exactly-once. If its task has files of an earlier run, the store was
     * not closed cleanly and Kafka Streams rebuilds all stores of the task.
     */
    void hasNoOffset(TaskId task) {
        if (withFiles.contains(task)) {
            unclean.add(task);
        }
    }

    /** Number of tasks whose stores were not closed cleanly by an earlier run and are rebuilt from their changelogs. */
    public int uncleanTasks() {
        return unclean.size();
    }

    private static Set<String> names(Map<TaskId, Set<String>> byTask, TaskId task) {
        return byTask.computeIfAbsent(task, unused -> ConcurrentHashMap.newKeySet());
    }

    /** Moves the directory of a damaged store aside and deletes the directory set aside before. */
    void setAside(TaskId task, String store, Path taskDirectory, Path storeDirectory) {
        measurements.record(new Measurement.StoreRebuilt(store));
        if (!Files.exists(storeDirectory)) {
            // Under exactly-once, Kafka Streams has deleted the task's directory.
            return;
        }
        Path directory = Objects.requireNonNull(taskDirectory.toAbsolutePath().getParent())
                .resolve(DIRECTORY);
        Path target = directory.resolve(task + "-" + store);
        try {
            delete(directory);
            Files.createDirectories(directory);
            Files.move(storeDirectory, target, StandardCopyOption.ATOMIC_MOVE);
            LOG.warn("damaged store {} of task {} was set aside as {}; it can be deleted", store, task, target);
        } catch (IOException cannotMove) {
            LOG.warn("damaged store {} of task {} cannot be set aside and is deleted", store, task, cannotMove);
            try {
                delete(storeDirectory);
            } catch (IOException cannotDelete) {
                throw new UncheckedIOException("cannot delete the damaged store " + storeDirectory, cannotDelete);
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> walked = Files.walk(directory)) {
            files = walked.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }

    private static String rootMessage(Throwable exception) {
        Throwable cause = exception;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return Objects.toString(cause.getMessage(), cause.getClass().getSimpleName());
    }
}
