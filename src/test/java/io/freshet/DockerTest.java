package io.freshet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.freshet.config.ConfigurationKey;
import io.freshet.config.ConfigurationKeys;
import io.freshet.telemetry.EngineMeters;
import io.freshet.telemetry.Meters;
import io.freshet.telemetry.PrometheusMeasurements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks that {@code docker/} refers only to existing metrics, settings, topics and ports. */
class DockerTest {

    private static final Path DOCKER = Path.of("docker");
    private static final Path DASHBOARD = DOCKER.resolve(Path.of("grafana", "dashboards", "freshet.json"));

    /** Variables read by the compose file or by the logging configuration. */
    private static final Set<String> OTHER_VARIABLES =
            Set.of("FRESHET_IMAGE", "FRESHET_PORTS", "FRESHET_LOG_LEVEL", "FRESHET_KAFKA_LOG_LEVEL");

    @Test
    void metricsOfFreshetExist() throws IOException {
        Set<String> published = Meters.ALL.stream().flatMap(DockerTest::series).collect(Collectors.toSet());

        assertThat(named("\\bfreshet_[a-z_]+")).isNotEmpty().isSubsetOf(published);
    }

    @Test
    void metricsOfKafkaArePublishedByDefault() throws IOException {
        assertThat(named("\\bkafka_(?:stream|consumer|producer)_[a-z_]+"))
                .allSatisfy(name -> assertThat(EngineMeters.CURATED.includes(name.replace('_', '.')))
                        .as(name)
                        .isTrue());
    }

    @Test
    void dashboardShowsEveryMetricOfFreshet() throws IOException {
        String dashboard = Files.readString(DASHBOARD);

        assertThat(Meters.ALL).allSatisfy(meter -> assertThat(dashboard).contains(meter.name()));
    }

    @Test
    void metricsOfTheJvmAndTheProcessExist() throws IOException {
        try (PrometheusMeasurements measurements = new PrometheusMeasurements(EngineMeters.CURATED)) {
            String scraped = measurements.scrape();

            assertThat(named("\\b(?:jvm|process|system)_[a-z_]+"))
                    .isNotEmpty()
                    .allSatisfy(metric -> assertThat(scraped).contains("\n" + metric));
        }
    }

    @Test
    void environmentVariablesExist() throws IOException {
        Set<String> read = ConfigurationKeys.ALL.stream()
                .map(ConfigurationKey::environmentVariable)
                .collect(Collectors.toCollection(TreeSet::new));
        read.addAll(OTHER_VARIABLES);
        read.addAll(matches("\\bFRESHET_[A-Z_]+", Files.readString(Path.of("freshet"))));

        assertThat(named("\\bFRESHET_[A-Z_]+")).isNotEmpty().isSubsetOf(read);
    }

    @Test
    void topicsAreDeclaredInTheContract() throws IOException {
        JsonNode topics = new YAMLMapper()
                .readTree(Path.of("topology", "topics.yaml").toFile())
                .get("topics");
        Set<String> declared = topics.findValuesAsText("name").stream()
                .map(name -> ConfigurationKeys.TOPICS_PREFIX.defaultValue() + name)
                .collect(Collectors.toSet());

        assertThat(named("(?<![\\w/.])freshet\\.(?!json|yaml|jar|properties)[a-z][a-z-]+"))
                // The files currently name no topic.
                .isSubsetOf(declared);
    }

    @Test
    void allFilesUseTheSamePort() throws IOException {
        String port = ConfigurationKeys.HTTP_PORT.defaultText();

        assertThat(List.of(
                        "Dockerfile:EXPOSE " + port,
                        "Dockerfile:FRESHET_HTTP_PORT=" + port,
                        "healthy:FRESHET_HTTP_PORT:-" + port,
                        "compose.yaml:127.0.0.1:${FRESHET_PORTS:-" + port + "}:" + port,
                        "prometheus/prometheus.yml:port: " + port))
                .allSatisfy(expected -> {
                    String[] fileAndText = expected.split(":", 2);
                    assertThat(DOCKER.resolve(fileAndText[0])).content().contains(fileAndText[1]);
                });
    }

    @Test
    void imagesRunWithoutPrivilegesAndWriteOnlyToTheirVolume() throws IOException {
        List<String> stages =
                List.of(Files.readString(DOCKER.resolve("Dockerfile")).split("(?m)^FROM "));
        assertThat(stages)
                .filteredOn(stage -> stage.contains("ENTRYPOINT"))
                .hasSize(2)
                .allSatisfy(stage -> {
                    assertThat(matches("(?m)^USER .*", stage)).containsExactly("USER 10001:10001");
                    assertThat(stage.indexOf("\nUSER ")).isGreaterThan(stage.lastIndexOf("\nCOPY "));
                    assertThat(matches("(?m)^VOLUME .*", stage)).containsExactly("VOLUME /var/lib/freshet");
                    // The user who runs the program owns none of its files.
                    assertThat(stage).doesNotContain("--chown", "chmod", "USER root", "USER 0");
                });
    }

    @Test
    void instanceOfTheComposeFileIsRestrictedAndRequiresAToken() throws IOException {
        JsonNode freshet = new YAMLMapper()
                .readTree(DOCKER.resolve("compose.yaml").toFile())
                .at("/services/freshet");

        assertThat(freshet.path("read_only").booleanValue()).isTrue();
        assertThat(freshet.at("/cap_drop/0").asText()).isEqualTo("ALL");
        assertThat(freshet.at("/security_opt/0").asText()).isEqualTo("no-new-privileges:true");
        assertThat(freshet.path("privileged").isMissingNode()).isTrue();
        assertThat(freshet.path("user").isMissingNode()).isTrue();
        // All instances would share a named volume, but each needs its own state directory.
        assertThat(freshet.path("volumes").valueStream().map(JsonNode::asText)).containsExactly("/var/lib/freshet");
        assertThat(freshet.path("ports"))
                .allSatisfy(port -> assertThat(port.asText()).startsWith("127.0.0.1:"));
        assertThat(freshet.at("/environment/FRESHET_HTTP_TOKEN").asText()).startsWith("${FRESHET_HTTP_TOKEN:?");
    }

    private static Stream<String> series(Meters.Meter meter) {
        return switch (meter.kind()) {
            case COUNTER, GAUGE -> Stream.of(meter.name());
            case TIMER -> Stream.of("", "_bucket", "_count", "_sum", "_max").map(suffix -> meter.name() + suffix);
        };
    }

    private static Set<String> named(String pattern) throws IOException {
        try (Stream<Path> files = Files.walk(DOCKER)) {
            Set<String> names = new TreeSet<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                names.addAll(matches(pattern, Files.readString(file)));
            }
            return names;
        }
    }

    private static Set<String> matches(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group())
                .collect(Collectors.toSet());
    }
}
