package io.freshet.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.article.ArticleSettings;
import io.freshet.recommend.settings.RecommendSettings;
import io.freshet.words.online.WordSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {

    @TempDir
    private Path directory;

    @Test
    void withoutSourcesEveryKeyHasItsDefault() {
        Configuration configuration = withFlags();
        for (ConfigurationKey<?> key : ConfigurationKeys.ALL) {
            assertThat(configuration.get(key)).as(key.name()).isEqualTo(key.defaultValue());
            assertThat(configuration.isSet(key)).isFalse();
        }
    }

    @Test
    void fileWinsOverDefaultEnvironmentOverFileAndFlagOverEnvironment() throws IOException {
        Path file = file("http.port=1001\nhttp.host=file\napplication.id=file\n");
        Map<String, String> environment = Map.of("FRESHET_HTTP_PORT", "1002", "FRESHET_HTTP_HOST", "environment");
        Configuration configuration =
                Configuration.load(new ConfigurationSources(Optional.of(file), environment, flags("http.port=1003")));

        assertThat(configuration.get(ConfigurationKeys.HTTP_PORT)).isEqualTo(1003);
        assertThat(configuration.get(ConfigurationKeys.HTTP_HOST)).isEqualTo("environment");
        assertThat(configuration.get(ConfigurationKeys.APPLICATION_ID)).isEqualTo("file");
        assertThat(configuration.get(ConfigurationKeys.TOPICS_PREFIX)).isEqualTo("freshet.");
    }

    @Test
    void laterFlagWinsOverEarlierFlag() {
        Configuration configuration = withFlags("http.port=1", "http.port=2");
        assertThat(configuration.get(ConfigurationKeys.HTTP_PORT)).isEqualTo(2);
    }

    @Test
    void wrongValueNamesKeyValueFileLineAndExpectation() throws IOException {
        Path file = file("# a comment\n\nhttp.host = localhost\nhttp.port = eighty\n");
        assertThatThrownBy(() -> Configuration.load(new ConfigurationSources(Optional.of(file), Map.of(), List.of())))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("http.port is 'eighty' (test.properties:4), expected a whole number from 0 to 65535");
    }

    @Test
    void wrongValueNamesTheVariableItCameFrom() {
        assertThatThrownBy(() -> withEnvironment(Map.of("FRESHET_PROCESSING_COMMIT_INTERVAL", "20")))
                .hasMessage("processing.commit-interval is '20' (environment variable"
                        + " FRESHET_PROCESSING_COMMIT_INTERVAL), expected a duration from 1ms to 1m,"
                        + " such as 250ms, 30s, 15m, 36h or 7d");
    }

    @Test
    void wrongValueNamesTheFlagItCameFrom() {
        assertThatThrownBy(() -> withFlags("processing.guarantee=exactly_once"))
                .hasMessage("processing.guarantee is 'exactly_once' (--set processing.guarantee),"
                        + " expected one of exactly_once_v2, at_least_once");
    }

    @Test
    void invalidValueOfAnOverriddenSourceIsIgnored() throws IOException {
        Path file = file("http.port=eighty");
        Configuration configuration =
                Configuration.load(new ConfigurationSources(Optional.of(file), Map.of(), flags("http.port=80")));
        assertThat(configuration.get(ConfigurationKeys.HTTP_PORT)).isEqualTo(80);
    }

    @Test
    void misspeltKeySuggestsTheNearestOne() {
        assertThatThrownBy(() -> withFlags("htpp.prot=80"))
                .hasMessage("unknown setting htpp.prot (--set htpp.prot): did you mean http.port?");
        assertThatThrownBy(() -> withFlags("quite.something.else=80"))
                .hasMessage("unknown setting quite.something.else (--set quite.something.else):"
                        + " 'freshet config' lists all keys");
    }

    @Test
    void unknownVariableIsAnErrorButAddressesOfKubernetesServicesAreNot() {
        assertThatThrownBy(() -> withEnvironment(Map.of("FRESHET_HTTP_PORTS", "80")))
                .hasMessage("unknown setting http.ports (environment variable FRESHET_HTTP_PORTS):"
                        + " did you mean http.port?");
        Configuration configuration = withEnvironment(Map.of(
                "FRESHET_SERVICE_HOST", "10.0.0.1",
                "FRESHET_SERVICE_PORT_HTTP", "8080",
                "FRESHET_PORT", "tcp://10.0.0.1:8080",
                "FRESHET_PORT_8080_TCP_ADDR", "10.0.0.1",
                "FRESHET_OPTS", "-Xmx4g",
                "FRESHET_LOG_LEVEL", "DEBUG",
                "FRESHET_KAFKA_LOG_LEVEL", "INFO",
                "HOME", "/nowhere"));
        assertThat(configuration.get(ConfigurationKeys.HTTP_PORT)).isEqualTo(8080);
        assertThat(configuration.passThrough(PassThrough.KAFKA)).isEmpty();
    }

    @Test
    void clientAndStreamsSettingsPassThroughUnderTheirOwnNames() {
        Configuration configuration = Configuration.load(new ConfigurationSources(
                Optional.empty(),
                Map.of("FRESHET_KAFKA_SECURITY_PROTOCOL", "SASL_SSL"),
                flags("kafka.ssl.truststore.password=s3cret", "streams.producer.linger.ms=5")));

        assertThat(configuration.passThrough(PassThrough.KAFKA))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("security.protocol", "SASL_SSL", "ssl.truststore.password", "s3cret"));
        assertThat(configuration.passThrough(PassThrough.STREAMS))
                .containsExactlyInAnyOrderEntriesOf(Map.of("producer.linger.ms", "5"));
        assertThat(configuration.effective())
                .contains(
                        new Setting("kafka.ssl.truststore.password", "(hidden)", "--set kafka.ssl.truststore.password"),
                        new Setting("http.port", "8080", "default"));
    }

    @Test
    void propertiesThatFreshetSetsCannotBePassedThrough() {
        assertThatThrownBy(() -> withFlags("streams.num.stream.threads=4"))
                .hasMessage("streams.num.stream.threads (--set streams.num.stream.threads) is set by Freshet itself:"
                        + " use processing.threads");
        assertThatThrownBy(() -> withFlags("kafka.key.serializer=X"))
                .hasMessage("kafka.key.serializer (--set kafka.key.serializer) is set by Freshet itself: remove it");
    }

    @Test
    void ownKeysAndPassThroughPrefixesDoNotCollide() {
        List<String> names =
                ConfigurationKeys.ALL.stream().map(ConfigurationKey::name).toList();
        for (PassThrough passThrough : PassThrough.values()) {
            assertThat(names).noneMatch(name -> name.startsWith(passThrough.prefix()));
            assertThat(names)
                    .containsAll(passThrough.ownKeys().stream()
                            .filter(name -> !name.isEmpty())
                            .toList());
        }
        assertThat(names).doesNotHaveDuplicates();
        assertThat(ConfigurationKeys.ALL.stream().map(ConfigurationKey::environmentVariable))
                .doesNotHaveDuplicates();
    }

    @Test
    void assignmentWithoutEqualsSignIsExplained() {
        assertThatThrownBy(() -> ConfigurationSources.flag("kafka.ssl.key.password:s3cret"))
                .hasMessage("--set needs an assignment: write --set key=value");
    }

    @Test
    void defaultFileIsReadOnlyIfItExistsAndAGivenFileMustExist() throws IOException {
        assertThat(ConfigurationSources.file(Optional.empty(), directory)).isEmpty();
        Path byDefault = Files.writeString(directory.resolve("freshet.properties"), "");
        assertThat(ConfigurationSources.file(Optional.empty(), directory)).contains(byDefault);

        Optional<Path> missing = ConfigurationSources.file(Optional.of(Path.of("missing.properties")), directory);
        assertThatThrownBy(() -> Configuration.load(new ConfigurationSources(missing, Map.of(), List.of())))
                .hasMessageMatching("there is no file .*missing.properties: give --config an existing file");
    }

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("test.properties"), content);
    }

    private static Configuration withFlags(String... assignments) {
        return Configuration.load(new ConfigurationSources(Optional.empty(), Map.of(), flags(assignments)));
    }

    private static Configuration withEnvironment(Map<String, String> environment) {
        return Configuration.load(new ConfigurationSources(Optional.empty(), environment, List.of()));
    }

    private static List<Setting> flags(String... assignments) {
        return Arrays.stream(assignments).map(ConfigurationSources::flag).toList();
    }

    @Test
    void durationsAndSizesAreReadInTheirUnits() {
        ValueType<Duration> duration = ValueType.duration(Duration.ZERO, Duration.ofDays(365));
        assertThat(duration.parse("250ms")).isEqualTo(Duration.ofMillis(250));
        assertThat(duration.parse(" 36H ")).isEqualTo(Duration.ofHours(36));
        assertThat(duration.format(Duration.ofHours(36))).isEqualTo("36h");
        assertThat(duration.format(Duration.ofDays(2))).isEqualTo("2d");
        assertThat(duration.format(Duration.ZERO)).isEqualTo("0ms");
        assertThatThrownBy(() -> duration.parse("999999999999999d")).isInstanceOf(ArithmeticException.class);

        ValueType<Long> size = ValueType.size(0, Long.MAX_VALUE);
        assertThat(size.parse("64MB")).isEqualTo(64L << 20);
        assertThat(size.parse("3 gb")).isEqualTo(3L << 30);
        assertThat(size.format(1536L << 10)).isEqualTo("1536KB");
        assertThatThrownBy(() -> size.parse("64")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void treatmentSettingsReplaceSettingsOfRecommendingOnly() throws IOException {
        Path treatment = directory.resolve("treatment.properties");
        Files.writeString(treatment, "recommend.learn-share=0\n");
        Configuration control = withFlags("recommend.learn-share=0.5", "recommend.list-size=7");
        Configuration treated = control.overriddenBy(treatment);
        assertThat(treated.get(RecommendKeys.LEARN_SHARE)).isZero();
        assertThat(treated.get(RecommendKeys.LIST_SIZE)).isEqualTo(7);
        assertThat(control.get(RecommendKeys.LEARN_SHARE)).isEqualTo(.5);

        Files.writeString(treatment, "http.port=1\n");
        assertThatThrownBy(() -> control.overriddenBy(treatment))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("http.port")
                .hasMessageContaining("treatment.properties")
                .hasMessageContaining("cannot be tried");
        Files.writeString(treatment, "recommend.learn-share=2\n");
        assertThatThrownBy(() -> control.overriddenBy(treatment))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("recommend.learn-share is '2'");
    }

    @Test
    void withoutSourcesTheSettingsRecordsAreTheirDefaults() {
        Configuration configuration = withFlags();
        assertThat(DomainSettings.recommend(configuration, 100)).isEqualTo(RecommendSettings.defaults());
        assertThat(DomainSettings.words(configuration, 100)).isEqualTo(WordSettings.DEFAULTS);
        assertThat(DomainSettings.articles(configuration)).isEqualTo(ArticleSettings.DEFAULTS);
    }

    @Test
    void configuredValuesReachTheSettingsRecords() {
        Configuration configuration = withFlags(
                "recommend.list-size=20",
                "recommend.alive=2d",
                "push.minimum-interval=1m",
                "words.idle=1h",
                "articles.keywords=3");
        RecommendSettings recommend = DomainSettings.recommend(configuration, 64);
        assertThat(recommend.vectors().dimension()).isEqualTo(64);
        assertThat(recommend.lists().size()).isEqualTo(20);
        assertThat(recommend.catalogue().aliveHours()).isEqualTo(48);
        assertThat(recommend.push().intervalSeconds()).isEqualTo(60);
        assertThat(DomainSettings.words(configuration, 64).newWords().idleMillis())
                .isEqualTo(3_600_000);
        assertThat(DomainSettings.articles(configuration).keywordsMax()).isEqualTo(3);
    }

    @Test
    void learningRatesHaveTheRangeOfTheirSettingsRecord() {
        assertThat(DomainSettings.words(withFlags("words.new-rate=0.2", "words.old-rate=0.2"), 100)
                        .training()
                        .newWordRate())
                .isEqualTo(.2);
        assertThatThrownBy(() -> withFlags("words.new-rate=0.21"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("expected a number from 1.0E-6 to 0.2");
        assertThatThrownBy(() -> withFlags("words.old-rate=0.21"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("expected a number from 0.0 to 0.2");
    }

    @Test
    void intervalOfTheCatalogueHasARange() {
        assertThat(withFlags("catalogue.publish-interval=2s").get(ConfigurationKeys.CATALOGUE_PUBLISH_INTERVAL))
                .isEqualTo(Duration.ofSeconds(2));
        assertThatThrownBy(() -> withFlags("catalogue.publish-interval=5ms"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("expected a duration from 10ms to 10s");
    }

    @Test
    void durationThatIsNotWholeInItsUnitIsExplained() {
        assertThatThrownBy(() -> DomainSettings.recommend(withFlags("recommend.alive=90m"), 100))
                .hasMessage("recommend.alive is '90m', expected a multiple of 1h");
    }
}
