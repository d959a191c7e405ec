package io.freshet.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.runtime.RuntimeSettings;
import java.net.URI;
import java.nio.file.Path;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdvertisedAddressTest {

    @Test
    void configuredAddressIsUsedUnchanged() {
        assertThat(AdvertisedAddress.of("freshet-1.example:80", "0.0.0.0", 8080, "127.0.0.1:9092"))
                .isEqualTo("freshet-1.example:80");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1:8080",
        "localhost, localhost:8080",
        "192.168.1.2, 192.168.1.2:8080",
        "news.example, news.example:8080",
        "::1, '[::1]:8080'",
        "[::1], '[::1]:8080'",
        "fd00::2, '[fd00::2]:8080'"
    })
    void listeningAddressIsAdvertised(String host, String advertised) {
        assertThat(AdvertisedAddress.of("", host, 8080, "kafka.invalid:9092")).isEqualTo(advertised);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "[::]"})
    void instanceOnAllAddressesAdvertisesItsAddressTowardsKafka(String any) {
        assertThat(AdvertisedAddress.of("", any, 8080, "nobody.invalid:9092,127.0.0.1:9092"))
                .isEqualTo("127.0.0.1:8080");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kafka.invalid:9092", "no address", "", "192.0.2.1:9092,"})
    void advertisedAddressIsValidForKafkaStreamsAndHttpEvenWithoutARouteToKafka(String bootstrapServers) {
        String found = AdvertisedAddress.of("", "0.0.0.0", 8080, bootstrapServers);

        RuntimeSettings settings = RuntimeSettings.builder("a", "b:1", Path.of("s"))
                .applicationServer(found)
                .build();
        assertThat(settings.applicationServer()).isEqualTo(found);
        HostInfo parsed = HostInfo.buildFromEndpoint(found);
        assertThat(parsed.port()).isEqualTo(8080);
        assertThat(URI.create("http://" + found).getPort()).isEqualTo(8080);
        assertThat(parsed.host()).isNotEqualTo("0.0.0.0").doesNotContain("%");
    }
}
