package io.freshet.runtime.read;

import java.net.URI;
import java.util.UUID;
import org.apache.kafka.streams.state.HostInfo;

/**
 * The address of an instance as the other ones know it. Kafka Streams takes instances of equal addresses for one, and then
 * finds keys in wrong partitions; two machines may well have the same address, such as 127.0.0.1:8080 each. So an id of the
 * running instance is a part of what is registered: {@code 127.0.0.1%3f9c2a71}. It is left out again where the instance is
 * asked.
 *
 * @param registered the host with the id, and the port
 */
public record InstanceAddress(HostInfo registered) {
    private static final char BEFORE_ID = '%';

    /**
     * An address with an id of its own.
     *
     * @param hostAndPort where this instance's HTTP answers, {@code host:port}, an IPv6 address in brackets
     */
    public static InstanceAddress of(String hostAndPort) {
        HostInfo plain = HostInfo.buildFromEndpoint(hostAndPort);
        String id = UUID.randomUUID().toString().substring(0, 8);
        return new InstanceAddress(new HostInfo(plain.host() + BEFORE_ID + id, plain.port()));
    }

    /** The value of {@code application.server}. */
    public String applicationServer() {
        return bracketed(registered.host()) + ":" + registered.port();
    }

    /** The HTTP address of an instance that is registered with this host and port. */
    public static URI address(HostInfo registered) {
        int id = registered.host().lastIndexOf(BEFORE_ID);
        String host = id < 0 ? registered.host() : registered.host().substring(0, id);
        return URI.create("http://" + bracketed(host) + ":" + registered.port());
    }

    private static String bracketed(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
