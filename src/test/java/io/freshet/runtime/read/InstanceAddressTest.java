package io.freshet.runtime.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceAddressTest {

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:8080", "freshet-1.news.example:80", "[::1]:8080", "[fd00::2]:65535"})
    void addressIsRecoveredFromItsRegistration(String address) {
        InstanceAddress registered = InstanceAddress.of(address);

        assertThat(HostInfo.buildFromEndpoint(registered.applicationServer())).isEqualTo(registered.registered());
        assertThat(InstanceAddress.address(registered.registered())).isEqualTo(URI.create("http://" + address));
    }

    @Test
    void equalAddressesAreRegisteredWithDifferentIds() {
        assertThat(InstanceAddress.of("127.0.0.1:8080")).isNotEqualTo(InstanceAddress.of("127.0.0.1:8080"));
    }

    @Test
    void addressWithoutAnIdIsUsedUnchanged() {
        assertThat(InstanceAddress.address(new HostInfo("127.0.0.1", 7001)))
                .isEqualTo(URI.create("http://127.0.0.1:7001"));
    }
}
