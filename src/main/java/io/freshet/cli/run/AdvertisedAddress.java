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
 * The address at which other instances reach this one's HTTP, where {@code http.advertised} does not say it: the address
 * it listens on. An instance that listens on all addresses advertises the one from which it reaches Kafka, since the
 * others reach Kafka as well.
 */
final class AdvertisedAddress {
    private static final Logger LOG = LoggerFactory.getLogger(AdvertisedAddress.class);

    private AdvertisedAddress() {}

    /**
     * The address as {@code host:port}.
     *
     * @param configured what {@code http.advertised} says; empty to find it out
     * @param host the address that HTTP is answered on
     * @param port the port that is bound
     */
    static String of(String configured, String host, int port, String bootstrapServers) {
        if (!configured.isEmpty()) {
            return configured;
        }
        String found = isAny(host) ? ofThisMachine(bootstrapServers) : host;
        if (WebSettings.isLoopback(found) && !reachesKafkaByLoopback(bootstrapServers)) {
            LOG.info("instances on other machines cannot ask this one for its readers: set http.host, or"
                    + " http.advertised, if there are any");
        }
        return (found.contains(":") && !found.startsWith("[") ? "[" + found + "]" : found) + ":" + port;
    }

    private static boolean isAny(String host) {
        return host.equals("0.0.0.0") || host.equals("::") || host.equals("[::]");
    }

    private static String ofThisMachine(String bootstrapServers) {
        return towardsKafka(bootstrapServers)
                .or(AdvertisedAddress::ofAnyNetwork)
                .map(AdvertisedAddress::written)
                .orElse("127.0.0.1");
    }

    private static boolean reachesKafkaByLoopback(String bootstrapServers) {
        return towardsKafka(bootstrapServers)
                .map(InetAddress::isLoopbackAddress)
                .orElse(false);
    }

    /** The local address of the route to the first broker that has one. Nothing is sent to find it. */
    private static Optional<InetAddress> towardsKafka(String bootstrapServers) {
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

    private static Optional<InetAddress> ofAnyNetwork() {
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

    /** Without the name of the network interface, which means nothing elsewhere. */
    private static String written(InetAddress address) {
        String text = address.getHostAddress();
        return address instanceof Inet6Address && text.contains("%") ? text.substring(0, text.indexOf('%')) : text;
    }
}
