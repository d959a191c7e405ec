package io.freshet.broker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.Uuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Directory of one embedded broker, locked while open. Holds the cluster id and ports in {@code broker.properties} and
 * Kafka's own data in {@code data/}. For use by one thread.
 */
final class BrokerDirectory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerDirectory.class);
    private static final String PROPERTIES = "broker.properties";
    /**
     * Name of the file that marks a clean shutdown: Kafka's log manager writes it last and deletes it at the next
     * start.
     */
    private static final String CLEAN_SHUTDOWN = ".kafka_cleanshutdown";

    private final Path directory;
    private final DirectoryLock lock;
    private final String clusterId;
    private final int clientPort;
    private final int controllerPort;

    private BrokerDirectory(Path directory, DirectoryLock lock, int wantedPort) throws IOException {
        this.directory = directory;
        this.lock = lock;
        Properties stored = load(directory.resolve(PROPERTIES));
        clusterId = stored.getProperty("cluster.id", Uuid.randomUuid().toString());
        int storedClientPort = Integer.parseInt(stored.getProperty("port.clients", "0"));
        clientPort = port("clients", wantedPort == 0 ? storedClientPort : wantedPort, wantedPort != 0, Set.of());
        controllerPort = port(
                "controller", Integer.parseInt(stored.getProperty("port.controller", "0")), false, Set.of(clientPort));
        Properties properties = new Properties();
        properties.setProperty("cluster.id", clusterId);
        properties.setProperty("port.clients", Integer.toString(clientPort));
        properties.setProperty("port.controller", Integer.toString(controllerPort));
        store(
                directory.resolve(PROPERTIES),
                properties,
                "An embedded broker of Freshet; a port that is taken at a start is replaced");
    }

    /**
     * Opens and locks a broker's directory, creates it if necessary, and chooses the broker's ports.
     *
     * @param wantedPort port for clients; 0 for the previous port or, without one, a free port
     * @throws BrokerException if the directory is unwritable, in use or holds other files, or if the wanted port is
     *     taken
     */
    static BrokerDirectory open(Path directory, int wantedPort) {
        try {
            DirectoryLock lock = DirectoryLock.take(directory, PROPERTIES);
            try {
                return new BrokerDirectory(directory, lock, wantedPort);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new BrokerException(
                    "cannot write to the broker directory " + directory + ": " + BrokerException.reason(e)
                            + "; give a directory that can be written",
                    e);
        } catch (NumberFormatException e) {
            throw new BrokerException(
                    directory.resolve(PROPERTIES) + " is damaged: " + e.getMessage() + "; delete its directory", e);
        }
    }

    Path data() {
        return directory.resolve("data");
    }

    /**
     * Whether the previous broker in this directory ended without a clean shutdown. Valid only until the next start.
     */
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
        lock.close();
    }

    private static int port(String listener, int preferred, boolean required, Set<Integer> excluded)
            throws IOException {
        if (preferred != 0 && LoopbackPort.isFree(preferred)) {
            return preferred;
        }
        if (required) {
            throw new BrokerException("port " + preferred
                    + " on 127.0.0.1 is in use by another program: stop it, or give another port with --port");
        }
        int chosen = LoopbackPort.free(excluded);
        if (preferred != 0) {
            LOG.warn(
                    "port {} of the broker's {} listener is taken; the broker uses {} from now on",
                    preferred,
                    listener,
                    chosen);
        }
        return chosen;
    }

    /** Reads a properties file; empty if the file does not exist. */
    static Properties load(Path file) throws IOException {
        Properties properties = new Properties();
        if (Files.exists(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                properties.load(in);
            }
        }
        return properties;
    }

    /** Writes a properties file atomically. */
    static void store(Path file, Properties properties, String comment) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        try (OutputStream out = Files.newOutputStream(temporary)) {
            properties.store(out, comment);
        }
        Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
