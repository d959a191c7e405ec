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
 * Local copy of an application's stores: the files below the state directory. Kafka Streams updates an old copy from
 * the changelogs, but Kafka keeps tombstones for a limited time only. A copy unused for longer may have missed a
 * tombstone and would restore an erased reader, so such a copy is deleted and rebuilt from Kafka.
 */
final class LocalState {
    /**
     * Time without use after which the local stores are deleted. It is two hours shorter than the time for which Kafka
     * retains tombstones, so that a kept copy can be updated before they expire.
     */
    static final Duration AGE_MAX = CompactionBounds.TOMBSTONE_TIME.minusHours(2);

    private static final Logger LOG = LoggerFactory.getLogger(LocalState.class);
    private static final String MARKER = "last-in-use";

    private final Path directory;

    LocalState(Path stateDirectory, String applicationId) {
        this.directory = stateDirectory.resolve(applicationId);
    }

    /**
     * Deletes the stores if they were last used more than {@link #AGE_MAX} ago.
     *
     * @throws RuntimeFailureException if they cannot be deleted
     */
    void deleteIfOutdated(Instant now) {
        Optional<Instant> lastInUse = lastInUse();
        if (lastInUse.isPresent() && lastInUse.get().plus(AGE_MAX).isBefore(now)) {
            int files = deleteStores();
            LOG.warn(
                    "local state in {} was last used at {} and may have missed erasures: deleted {} files, rebuilding"
                            + " from Kafka",
                    directory,
                    lastInUse.get(),
                    files);
        }
    }

    /**
     * Records in a marker file that the local stores are in use now. A failure is only logged: the stores report an
     * unwritable directory.
     */
    void markInUse(Instant now) {
        Path marker = directory.resolve(MARKER);
        try {
            if (Files.isDirectory(directory)) {
                if (Files.notExists(marker)) {
                    Files.writeString(marker, "");
                }
                Files.setLastModifiedTime(marker, FileTime.from(now));
            }
        } catch (IOException unwritable) {
            LOG.debug("cannot write the marker {}", marker, unwritable);
        }
    }

    /**
     * Deletes the application's directory with everything in it and returns the number of files deleted.
     *
     * @return number of files deleted
     * @throws RuntimeFailureException if a file cannot be deleted
     */
    int delete() {
        return Files.isDirectory(directory) ? delete(directory) : 0;
    }

    /**
     * Deletes the directories of tasks, which hold the stores, and returns the number of files deleted. Plain files
     * beside the directories stay, because they belong to other components.
     */
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
        return new RuntimeFailureException(
                "cannot delete the local state in " + directory + ": " + e.getMessage() + "; delete it by hand", e);
    }

    /**
     * Time of the last use: the time of the marker file or, without a marker, of the newest file; empty if there is no
     * file or the marker is unreadable.
     */
    private Optional<Instant> lastInUse() {
        try {
            return Optional.of(
                    Files.getLastModifiedTime(directory.resolve(MARKER)).toInstant());
        } catch (NoSuchFileException unmarked) {
            return newestFile();
        } catch (IOException unreadable) {
            // Kafka Streams reports what is wrong with the directory.
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
            throw new RuntimeFailureException("cannot read the local state in " + directory + ": " + e.getMessage(), e);
        }
        return newest.equals(Instant.MIN) ? Optional.empty() : Optional.of(newest);
    }
}
