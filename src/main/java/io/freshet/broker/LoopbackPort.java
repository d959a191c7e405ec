package io.freshet.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Finds free ports on 127.0.0.1 for brokers. */
final class LoopbackPort {
    static final String HOST = "127.0.0.1";
    /**
     * Lowest port that is chosen. The range lies below the ephemeral ports of operating systems, so that no outgoing
     * connection takes the port of a broker that restarts.
     */
    private static final int LOWEST = 20_000;

    private static final int HIGHEST = 32_000;
    private static final int TRIES_MAX = 1_000;

    private LoopbackPort() {}

    /**
     * Chooses a random port on 127.0.0.1 that is free now and not in {@code excluded}.
     *
     * @param excluded ports reserved for other listeners
     * @throws IOException if no port was found
     */
    static int free(Set<Integer> excluded) throws IOException {
        for (int tried = 0; tried < TRIES_MAX; tried++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (!excluded.contains(port) && isFree(port)) {
                return port;
            }
        }
        throw new IOException(
                "found no free port on " + HOST + " from " + LOWEST + " to " + HIGHEST + " in " + TRIES_MAX + " tries");
    }

    /** Whether a broker can listen on the port now. */
    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // A port with connections in TIME_WAIT is free for Kafka, which sets SO_REUSEADDR too.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(HOST), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
