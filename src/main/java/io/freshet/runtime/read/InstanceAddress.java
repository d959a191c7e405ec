package io.freshet.runtime.read;

import java.net.URI;
import java.util.UUID;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Address under which an instance registers with Kafka Streams, made unique by a random id appended to the host. Kafka
 * Streams treats instances with equal addresses as one and then finds keys in wrong partitions, and two machines may
 * use the same address, such as 127.0.0.1:8080. The registered address therefore contains a random id of the running
 * instance: {@code 127.0.0.1%3f9c2a71}. Requests leave the id out.
 *
 * @param registered host with the id, and port
 */
public record InstanceAddress(HostInfo registered) {
    private static final char ID_SEPARATOR = '%';

    /**
     * Creates the address to register for this instance, with a new random id.
     *
     * @param hostAndPort HTTP address of this instance, {@code host:port}, an IPv6 address in brackets
     */
    public static InstanceAddress of(String hostAndPort) {
        HostInfo plain = HostInfo.buildFromEndpoint(hostAndPort);
        String id = UUID.randomUUID().toString().substring(0, 8);
        return new InstanceAddress(new HostInfo(plain.host() + ID_SEPARATOR + id, plain.port()));
    }

    /** Registered address as {@code host%id:port}, for Kafka Streams' property {@code application.server}. */
    public String applicationServer() {
        return bracketed(registered.host()) + ":" + registered.port();
    }

    /** HTTP address of an instance: its registered host and port, without the random id in the registered host. */
    public static URI address(HostInfo registered) {
        int id = registered.host().lastIndexOf(ID_SEPARATOR);
        String host = id < 0 ? registered.host() : registered.host().substring(0, id);
        return URI.create("http://" + bracketed(host) + ":" + registered.port());
    }

    private static String bracketed(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
