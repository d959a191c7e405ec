package io.freshet.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerDirectoryTest {
    @TempDir
    Path temporary;

    @Test
    void identityAndPortsSurvive() {
        String clusterId;
        int clientPort;
        int controllerPort;
        try (BrokerDirectory first = BrokerDirectory.open(temporary.resolve("new/broker"), 0)) {
            clusterId = first.clusterId();
            clientPort = first.clientPort();
            controllerPort = first.controllerPort();
        }

        try (BrokerDirectory second = BrokerDirectory.open(temporary.resolve("new/broker"), 0)) {
            assertThat(second.clusterId()).isEqualTo(clusterId);
            assertThat(second.clientPort()).isEqualTo(clientPort).isNotEqualTo(controllerPort);
            assertThat(second.controllerPort()).isEqualTo(controllerPort);
        }
    }

    @Test
    void portTakenMeanwhileIsReplacedPermanently() throws IOException {
        int before;
        try (BrokerDirectory first = BrokerDirectory.open(temporary, 0)) {
            before = first.clientPort();
        }

        int after;
        try (ServerSocket other = new ServerSocket(before, 1, InetAddress.getLoopbackAddress());
                BrokerDirectory second = BrokerDirectory.open(temporary, 0)) {
            after = second.clientPort();
            assertThat(after).isNotEqualTo(other.getLocalPort());
        }
        try (BrokerDirectory third = BrokerDirectory.open(temporary, 0)) {
            assertThat(third.clientPort()).isEqualTo(after);
        }
    }

    @Test
    void wantedPortThatIsTakenIsAnError() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> BrokerDirectory.open(temporary, other.getLocalPort()))
                    .isInstanceOf(BrokerException.class)
                    .hasMessage("port " + other.getLocalPort() + " on 127.0.0.1 is in use by another program: stop it,"
                            + " or give another port with --port");
        }
    }

    @Test
    void directoryInUseIsRejectedAndFreeAfterwards() {
        try (BrokerDirectory first = BrokerDirectory.open(temporary, 0)) {
            assertThatThrownBy(() -> BrokerDirectory.open(temporary, 0))
                    .isInstanceOf(BrokerException.class)
                    .hasMessageContaining("is in use by another running broker");
            assertThat(first.clientPort()).isPositive();
        }
        BrokerDirectory.open(temporary, 0).close();
    }

    @Test
    void directoryWithOtherFilesIsRejectedAndLeftUnchanged() throws IOException {
        Files.writeString(temporary.resolve("thesis.txt"), "years of work");

        assertThatThrownBy(() -> BrokerDirectory.open(temporary, 0))
                .isInstanceOf(BrokerException.class)
                .hasMessageContaining("holds other files (thesis.txt)");
        assertThat(temporary.toFile().list()).containsExactly("thesis.txt");
    }

    @Test
    void directoryThatCannotBeCreatedIsNamed() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "");

        assertThatThrownBy(() -> BrokerDirectory.open(file.resolve("broker"), 0))
                .isInstanceOf(BrokerException.class)
                .hasMessageStartingWith("cannot write to the broker directory " + file.resolve("broker"))
                .hasMessageEndingWith("; give a directory that can be written")
                .hasMessageNotContaining("Exception");
    }

    @Test
    void damagedPortIsNamed() throws IOException {
        Files.writeString(temporary.resolve("broker.properties"), "port.clients=many\n");

        assertThatThrownBy(() -> BrokerDirectory.open(temporary, 0))
                .isInstanceOf(BrokerException.class)
                .hasMessageContaining("broker.properties is damaged")
                .hasMessageContaining("many");
    }
}
