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

/** The right to write into one directory of a broker, held by one process at a time and lost with it. */
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
     * Creates the directory if it is not there, and locks it.
     *
     * @param marker the file that says the directory is ours: without it there may be no other file
     * @throws BrokerException if the directory holds something else or is in use
     * @throws IOException if it cannot be written
     */
    static DirectoryLock take(Path directory, String marker) throws IOException {
        Files.createDirectories(directory);
        refuseForeign(directory, marker);
        FileChannel channel = open(directory);
        @Nullable FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException heldInThisProcess) {
            // As good as held by another one.
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        if (lock == null) {
            throw new BrokerException("the broker directory " + directory
                    + " is in use by another running broker: stop that one or name another directory");
        }
        return new DirectoryLock(directory, channel, lock);
    }

    /** The same for reading or writing a few lines: waits while another process does so. */
    static DirectoryLock await(Path directory, String marker) throws IOException {
        Files.createDirectories(directory);
        refuseForeign(directory, marker);
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
     * A directory with files but without our marker belongs to someone else; writing a log into it would mix them. The
     * files are listed first and the marker is looked for after: a node that starts at the same moment writes the marker
     * before any other file, so that a process that sees its files sees its marker as well.
     */
    private static void refuseForeign(Path directory, String marker) throws IOException {
        Optional<String> other = otherThan(marker, directory);
        if (other.isPresent() && !Files.exists(directory.resolve(marker))) {
            throw new BrokerException("the directory " + directory + " holds other files (" + other.get()
                    + ") and no broker of Freshet: name an empty or new directory");
        }
    }

    private static Optional<String> otherThan(String marker, Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> !name.equals(FILE) && !name.startsWith(marker))
                    .findFirst();
        }
    }

    /** Gives the right back; calling it again does nothing. */
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
