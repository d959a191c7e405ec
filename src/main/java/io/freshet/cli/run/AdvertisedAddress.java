package io.freshet.cli.run;

import io.freshet.web.access.WebSettings;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.channels.DatagramChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.Collections;
import java.util.Optional;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Determines the address at which other instances reach this instance's HTTP server: {@code http.advertised} if it is
 * set, else the address the server listens on. An instance that listens on all addresses advertises its local address
 * on the route to Kafka, because the other instances are on that network, too.
 */
final class AdvertisedAddress {
    private static final Logger LOG = LoggerFactory.getLogger(AdvertisedAddress.class);

    private AdvertisedAddress() {}

    /**
     * Address at which other instances reach this one: {@code configured} if not empty, else {@code host:port}. A
     * wildcard host, such as 0.0.0.0, is replaced by an address of this machine, if possible that on the route to
     * Kafka.
     *
     * @param configured the setting {@code http.advertised}; empty to determine the address
     * @param host the address the server listens on
     * @param port the port the server listens on
     */
    static String of(String configured, String host, int port, String bootstrapServers) {
        if (!configured.isEmpty()) {
            return configured;
        }
        String found = isWildcard(host) ? localAddress(bootstrapServers) : host;
        if (WebSettings.isLoopback(found) && !reachesKafkaByLoopback(bootstrapServers)) {
            LOG.info("instances on other machines cannot read from this one: if there are any, set http.host or"
                    + " http.advertised");
        }
        return (found.contains(":") && !found.startsWith("[") ? "[" + found + "]" : found) + ":" + port;
    }

    private static boolean isWildcard(String host) {
        return host.equals("0.0.0.0") || host.equals("::") || host.equals("[::]");
    }

    private static String localAddress(String bootstrapServers) {
        return addressOnRouteToKafka(bootstrapServers)
                .or(AdvertisedAddress::addressOfAnyNetwork)
                .map(AdvertisedAddress::text)
                .orElse("127.0.0.1");
    }

    private static boolean reachesKafkaByLoopback(String bootstrapServers) {
        return addressOnRouteToKafka(bootstrapServers)
                .map(InetAddress::isLoopbackAddress)
                .orElse(false);
    }

    /**
     * Address of this machine on its network route to Kafka; empty if this machine has no route to any broker. Sends no
     * packet.
     */
    private static Optional<InetAddress> addressOnRouteToKafka(String bootstrapServers) {
        for (String server : bootstrapServers.split(",")) {
            String host = Utils.getHost(server.strip());
            Integer port = Utils.getPort(server.strip());
            if (host != null && port != null) {
                try (DatagramChannel channel = DatagramChannel.open()) {
                    channel.connect(new InetSocketAddress(host, port));
                    InetAddress local = ((InetSocketAddress) channel.getLocalAddress()).getAddress();
                    if (!local.isAnyLocalAddress()) {
                        return Optional.of(local);
                    }
                } catch (IOException | UnresolvedAddressException | UnsupportedAddressTypeException noRoute) {
                    LOG.debug("no route to {}", server, noRoute);
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<InetAddress> addressOfAnyNetwork() {
        try {
            return Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
                    .filter(AdvertisedAddress::isUp)
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLinkLocalAddress() && !address.isLoopbackAddress())
                    .findFirst();
        } catch (IOException noNetwork) {
            return Optional.empty();
        }
    }

    private static boolean isUp(NetworkInterface network) {
        try {
            return network.isUp();
        } catch (IOException gone) {
            return false;
        }
    }

    /** Text of an IP address without an IPv6 scope id, because a scope id is valid on this machine only. */
    private static String text(InetAddress address) {
        String text = address.getHostAddress();
        return address instanceof Inet6Address && text.contains("%") ? text.substring(0, text.indexOf('%')) : text;
    }
}
