package io.freshet.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory of one embedded broker, locked while open: its identity and ports in {@code broker.properties}, Kafka's
 * own data in {@code data/}. For use by one thread.
 */
final class BrokerDirectory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerDirectory.class);
    private static final String PROPERTIES = "broker.properties";
    private static final String LOCK = "broker.lock";
    /** Kafka's log manager writes it last and takes it away at the next start. */
    private static final String CLEAN_SHUTDOWN = ".kafka_cleanshutdown";

    private final Path directory;
    private final FileChannel lockChannel;
    private final FileLock lock;
    private final String clusterId;
    private final int clientPort;
    private final int controllerPort;

    private BrokerDirectory(Path directory, FileChannel lockChannel, FileLock lock, int wantedPort) throws IOException {
        this.directory = directory;
        this.lockChannel = lockChannel;
        this.lock = lock;
        Properties stored = read();
        clusterId = stored.getProperty("cluster.id", Uuid.randomUuid().toString());
        int storedClientPort = Integer.parseInt(stored.getProperty("port.clients", "0"));
        clientPort = port("clients", wantedPort == 0 ? storedClientPort : wantedPort, wantedPort != 0, 0);
        controllerPort =
                port("controller", Integer.parseInt(stored.getProperty("port.controller", "0")), false, clientPort);
        write();
    }

    /**
     * Creates or opens the directory and locks it.
     *
     * @param wantedPort the port for clients, or 0 for the one used before or else a free one
     * @throws BrokerException if the directory is unwritable, holds something else, is in use, or if the wanted port is
     *     taken
     */
    static BrokerDirectory open(Path directory, int wantedPort) {
        try {
            Files.createDirectories(directory);
            refuseForeign(directory);
            FileChannel channel =
                    FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                return new BrokerDirectory(directory, channel, lock(directory, channel), wantedPort);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new BrokerException("cannot write to the broker directory " + directory + ": " + e, e);
        } catch (NumberFormatException e) {
            throw new BrokerException(directory.resolve(PROPERTIES) + " is damaged: " + e.getMessage(), e);
        }
    }

    Path data() {
        return directory.resolve("data");
    }

    /** Whether a broker has written here and was not stopped in order. Says so only before the next start. */
    boolean wasKilled() {
        return Files.exists(data().resolve("meta.properties")) && Files.notExists(data().resolve(CLEAN_SHUTDOWN));
    }

    String clusterId() {
        return clusterId;
    }

    int clientPort() {
        return clientPort;
    }

    int controllerPort() {
        return controllerPort;
    }

    @Override
    public void close() {
        try (lockChannel) {
            lock.release();
        } catch (IOException e) {
            LOG.warn("could not release the lock on {}: {}", directory, e.toString());
        }
    }

    /** A directory with files but without our marker belongs to someone else; writing a log into it would mix them. */
    private static void refuseForeign(Path directory) throws IOException {
        if (Files.exists(directory.resolve(PROPERTIES))) {
            return;
        }
        try (Stream<Path> entries = Files.list(directory)) {
            entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> !name.equals(LOCK))
                    .findFirst()
                    .ifPresent(name -> {
                        throw new BrokerException("the directory " + directory + " holds other files (" + name
                                + ") and no broker of Freshet: name an empty or new directory");
                    });
        }
    }

    private static FileLock lock(Path directory, FileChannel channel) throws IOException {
        @Nullable FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            throw new BrokerException("the broker directory " + directory
                    + " is in use by another running broker: stop that one or name another directory");
        }
        return lock;
    }

    private int port(String listener, int preferred, boolean required, int excluded) throws IOException {
        if (preferred != 0 && isFree(preferred)) {
            return preferred;
        }
        if (required) {
            throw new BrokerException("port " + preferred + " on 127.0.0.1 is taken: name another one");
        }
        int chosen = excluded;
        while (chosen == excluded) {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
                chosen = socket.getLocalPort();
            }
        }
        if (preferred != 0) {
            LOG.warn(
                    "port {} of the broker's {} listener is taken by now; it uses {} from here on",
                    preferred,
                    listener,
                    chosen);
        }
        return chosen;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // A port whose last connections linger in TIME_WAIT is free for Kafka, which binds in the same way.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress("127.0.0.1", port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private Properties read() throws IOException {
        Properties properties = new Properties();
        Path file = directory.resolve(PROPERTIES);
        if (Files.exists(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                properties.load(in);
            }
        }
        return properties;
    }

    private void write() throws IOException {
        Properties properties = new Properties();
        properties.setProperty("cluster.id", clusterId);
        properties.setProperty("port.clients", Integer.toString(clientPort));
        properties.setProperty("port.controller", Integer.toString(controllerPort));
        Path temporary = directory.resolve(PROPERTIES + ".new");
        try (OutputStream out = Files.newOutputStream(temporary)) {
            properties.store(out, "An embedded broker of Freshet; the ports change when they are taken at a start");
        }
        Files.move(temporary, directory.resolve(PROPERTIES), StandardCopyOption.REPLACE_EXISTING);
    }
}
