package io.freshet.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Ports on 127.0.0.1 for brokers to listen at. */
final class LoopbackPort {
    static final String HOST = "127.0.0.1";
    /**
     * Below the ports that systems give to outgoing connections: a broker that is down for a moment must find its port
     * free again when it comes back.
     */
    private static final int LOWEST = 20_000;

    private static final int HIGHEST = 32_000;
    private static final int TRIES_MAX = 1_000;

    private LoopbackPort() {}

    /**
     * A port that nobody listens at now.
     *
     * @param excluded ports already meant for something else
     * @throws IOException if none was found
     */
    static int free(Set<Integer> excluded) throws IOException {
        for (int tried = 0; tried < TRIES_MAX; tried++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (!excluded.contains(port) && isFree(port)) {
                return port;
            }
        }
        throw new IOException(
                "found no free port on " + HOST + " in " + TRIES_MAX + " tries from " + LOWEST + " to " + HIGHEST);
    }

    /** Whether a broker could listen there now. */
    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // A port whose last connections linger in TIME_WAIT is free for Kafka, which binds in the same way.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(HOST), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
