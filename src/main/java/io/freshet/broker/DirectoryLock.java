package io.freshet.broker;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Exclusive lock on a broker's directory, held by one process until {@link #close} or the end of the process. */
final class DirectoryLock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryLock.class);
    private static final String FILE = "broker.lock";

    private final Path directory;
    private final FileChannel channel;
    private final FileLock lock;

    private DirectoryLock(Path directory, FileChannel channel, FileLock lock) {
        this.directory = directory;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Locks a broker's directory, and creates it if it does not exist; rejects a directory that holds files but not the
     * file {@code marker}.
     *
     * @param marker file that identifies a broker's directory; without it the directory must hold no other file
     * @throws BrokerException if the directory holds other files or is in use
     * @throws IOException if the directory cannot be written
     */
    static DirectoryLock take(Path directory, String marker) throws IOException {
        Files.createDirectories(directory);
        rejectForeign(directory, marker);
        FileChannel channel = open(directory);
        @Nullable FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException heldInThisProcess) {
            // Treated as if another process held the lock.
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        if (lock == null) {
            throw new BrokerException("the broker directory " + directory
                    + " is in use by another running broker: stop that one or choose another directory");
        }
        return new DirectoryLock(directory, channel, lock);
    }

    /**
     * Locks a directory as {@link #take} does, but waits while another process holds the lock. For locks held briefly.
     */
    static DirectoryLock await(Path directory, String marker) throws IOException {
        Files.createDirectories(directory);
        rejectForeign(directory, marker);
        FileChannel channel = open(directory);
        try {
            return new DirectoryLock(directory, channel, channel.lock());
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static FileChannel open(Path directory) throws IOException {
        return FileChannel.open(directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /**
     * Rejects a directory that holds files but not the file {@code marker}, because it belongs to another program. The
     * files are listed before the marker is looked up: a node that starts at the same time writes the marker before any
     * other file, so a process that sees its files also sees its marker.
     */
    private static void rejectForeign(Path directory, String marker) throws IOException {
        Optional<String> other = foreignFile(directory, marker);
        if (other.isPresent() && !Files.exists(directory.resolve(marker))) {
            throw new BrokerException("the directory " + directory + " holds other files (" + other.get()
                    + ") and no broker of Freshet: choose an empty or new directory");
        }
    }

    private static Optional<String> foreignFile(Path directory, String marker) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> !name.equals(FILE) && !name.startsWith(marker))
                    .findFirst();
        }
    }

    /** Releases the lock; a second call does nothing. */
    @Override
    public void close() {
        try (channel) {
            if (lock.isValid()) {
                lock.release();
            }
        } catch (IOException e) {
            LOG.warn("could not release the lock on {}: {}", directory, e.toString());
        }
    }
}
