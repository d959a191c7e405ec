package io.freshet.runtime;

import io.freshet.codec.contract.CompactionBounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of an application's stores on this machine: a copy of what Kafka holds. Kafka Streams brings an older copy up to
 * date with the records written since, but Kafka keeps tombstones for a limited time: a copy that was away for longer may
 * have missed one, and would bring an erased reader back. So a copy that old is deleted, and rebuilt from Kafka.
 */
final class LocalState {
    /** Shorter than tombstones live by the time that bringing the copy up to date may take. */
    static final Duration AGE_MAX = CompactionBounds.TOMBSTONE_TIME.minusHours(2);

    private static final Logger LOG = LoggerFactory.getLogger(LocalState.class);
    private static final String IN_USE = "last-in-use";

    private final Path directory;

    LocalState(Path stateDirectory, String applicationId) {
        this.directory = stateDirectory.resolve(applicationId);
    }

    /**
     * Deletes the copy if it was last in use too long ago.
     *
     * @throws RuntimeFailureException if it cannot be deleted
     */
    void deleteIfOutdated(Instant now) {
        Optional<Instant> lastInUse = lastInUse();
        if (lastInUse.isPresent() && lastInUse.get().plus(AGE_MAX).isBefore(now)) {
            int files = deleteStores();
            LOG.warn(
                    "local state in {} was last in use at {} and may have missed erasures: {} files deleted, rebuilding from"
                            + " Kafka",
                    directory,
                    lastInUse.get(),
                    files);
        }
    }

    /** Takes note that the copy is in use; a failure is the stores' to report. */
    void markInUse(Instant now) {
        Path mark = directory.resolve(IN_USE);
        try {
            if (Files.isDirectory(directory)) {
                if (Files.notExists(mark)) {
                    Files.writeString(mark, "");
                }
                Files.setLastModifiedTime(mark, FileTime.from(now));
            }
        } catch (IOException unwritable) {
            LOG.debug("cannot mark {}", mark, unwritable);
        }
    }

    /**
     * Deletes the copy, and whatever else lies with it.
     *
     * @return how many files there were
     * @throws RuntimeFailureException if it cannot be deleted
     */
    int delete() {
        return Files.isDirectory(directory) ? delete(directory) : 0;
    }

    /** Stores lie in directories of tasks; files beside these are others'. */
    private int deleteStores() {
        try (Stream<Path> children = Files.list(directory)) {
            return children.filter(Files::isDirectory).mapToInt(this::delete).sum();
        } catch (IOException e) {
            throw undeletable(e);
        }
    }

    private int delete(Path root) {
        try (Stream<Path> paths = Files.walk(root)) {
            int files = 0;
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                files += Files.isRegularFile(path) ? 1 : 0;
                Files.delete(path);
            }
            return files;
        } catch (IOException e) {
            throw undeletable(e);
        }
    }

    private RuntimeFailureException undeletable(IOException e) {
        return new RuntimeFailureException("cannot delete the local state in " + directory + ": " + e, e);
    }

    /** The mark's time; that of the newest file where an earlier version left no mark; empty without files. */
    private Optional<Instant> lastInUse() {
        try {
            return Optional.of(
                    Files.getLastModifiedTime(directory.resolve(IN_USE)).toInstant());
        } catch (NoSuchFileException unmarked) {
            return newestFile();
        } catch (IOException unreadable) {
            // Kafka Streams says what is wrong with the directory.
            return Optional.empty();
        }
    }

    private Optional<Instant> newestFile() {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        Instant newest = Instant.MIN;
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                Instant time = Files.getLastModifiedTime(path).toInstant();
                newest = time.isAfter(newest) ? time : newest;
            }
        } catch (IOException e) {
            throw new RuntimeFailureException("cannot read the local state in " + directory + ": " + e, e);
        }
        return newest.equals(Instant.MIN) ? Optional.empty() : Optional.of(newest);
    }
}
