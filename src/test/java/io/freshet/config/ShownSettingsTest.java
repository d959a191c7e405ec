package io.freshet.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShownSettingsTest {

    private static final String VALUE = "7391-do-not-show";

    /** Texts that Kafka does not define as passwords but that are hidden: URLs, claims, commands, key files. */
    private static final Set<String> HIDDEN_TEXTS = Set.of(
            "config.providers",
            "sasl.kerberos.kinit.cmd",
            "sasl.oauthbearer.assertion.algorithm",
            "sasl.oauthbearer.assertion.claim.aud",
            "sasl.oauthbearer.assertion.claim.iss",
            "sasl.oauthbearer.assertion.claim.sub",
            "sasl.oauthbearer.assertion.file",
            "sasl.oauthbearer.assertion.private.key.file",
            "sasl.oauthbearer.assertion.template.file",
            "sasl.oauthbearer.client.credentials.client.id",
            "sasl.oauthbearer.expected.audience",
            "sasl.oauthbearer.expected.issuer",
            "sasl.oauthbearer.jwks.endpoint.url",
            "sasl.oauthbearer.scope",
            "sasl.oauthbearer.scope.claim.name",
            "sasl.oauthbearer.sub.claim.name",
            "sasl.oauthbearer.token.endpoint.url",
            "security.providers",
            "windowed.inner.class.serde");

    private static final List<String> STREAMS_PREFIXES =
            List.of("", "consumer.", "main.consumer.", "restore.consumer.", "global.consumer.", "producer.", "admin.");

    /** Settings of schema registry clients, interceptors and login modules, most of them secrets. */
    private static final List<String> OTHERS = List.of(
            "basic.auth.credentials.source",
            "basic.auth.user.info",
            "schema.registry.basic.auth.user.info",
            "schema.registry.url",
            "schema.registry.ssl.key.password",
            "schema.registry.ssl.keystore.password",
            "bearer.auth.token",
            "bearer.auth.client.id",
            "bearer.auth.client.secret",
            "bearer.auth.custom.provider.class",
            "sasl.oauthbearer.client.secret",
            "apicurio.auth.password",
            "apicurio.auth.client.secret",
            "apicurio.registry.auth.password",
            "apicurio.registry.auth.client-secret",
            "apicurio.registry.url",
            "aws.secretkey",
            "sasl.client.aws.profile",
            "ssl.truststore.certificate",
            "confluent.monitoring.interceptor.sasl.jaas.config",
            "confluent.license",
            "rule.executors._default_.param.secret.access.key",
            "rule.executors._default_.param.encryption.passphrase",
            "listener.name.internal.ssl.key.password",
            "my.interceptor.api-key",
            "producer.my.interceptor.credentials",
            "topic.my.credentials");

    @Test
    void everyPasswordOfKafkaIsHiddenUnderEveryPrefix() {
        List<ConfigDef.ConfigKey> passwords =
                definitions().filter(key -> key.type == ConfigDef.Type.PASSWORD).toList();

        assertThat(passwords)
                .extracting(key -> key.name)
                .contains("sasl.jaas.config", "sasl.oauthbearer.assertion.private.key.passphrase", "ssl.keystore.key");
        assertThat(passwords)
                .allSatisfy(key -> STREAMS_PREFIXES.forEach(prefix -> {
                    assertHidden("streams." + prefix + key.name);
                    assertHidden("kafka." + prefix + key.name);
                }));
    }

    @Test
    void everyOtherDefinitionOfKafkaIsShownOrHiddenOnPurpose() {
        Map<Boolean, Set<String>> namesByShown = definitions()
                .filter(key -> key.type != ConfigDef.Type.PASSWORD)
                .collect(Collectors.partitioningBy(
                        key -> ShownSettings.contains(key.name),
                        Collectors.mapping(key -> key.name, Collectors.toCollection(TreeSet::new))));

        assertThat(namesByShown.get(false)).isEqualTo(new TreeSet<>(HIDDEN_TEXTS));
        assertThat(namesByShown.get(true))
                .contains("security.protocol", "sasl.mechanism", "linger.ms", "enable.idempotence", "max.poll.records");
    }

    @Test
    void everySettingOfAnotherLibraryIsHidden() {
        assertThat(OTHERS).allSatisfy(name -> {
            assertHidden("kafka." + name);
            assertHidden("streams." + name);
        });
    }

    @Test
    void settingsOfTopicsAreShownUnderTheirPrefixOnly() throws IllegalAccessException {
        Set<String> known = new TreeSet<>();
        for (Field field : TopicConfig.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getName().endsWith("_CONFIG")) {
                known.add((String) field.get(null));
            }
        }
        assertThat(known).contains("retention.ms", "cleanup.policy");
        assertThat(ShownSettings.contains("topic.retention.ms")).isTrue();
        assertThat(ShownSettings.contains("retention.ms")).isFalse();
        assertThat(known)
                .filteredOn(name -> ShownSettings.contains("topic." + name))
                .hasSize(15);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kafka.security.protocol", "streams.producer.linger.ms", "streams.topic.retention.ms"})
    void harmlessValuesAreShown(String name) {
        assertThat(effective(name)).isEqualTo(VALUE);
    }

    @Test
    void hiddenValuesAreRemovedFromMessages() {
        Configuration configuration =
                load("kafka.sasl.oauthbearer.token.endpoint.url", "http.token", "kafka.client.id");

        assertThat(configuration.withoutSecrets("URL " + VALUE + " is malformed"))
                .isEqualTo("URL (hidden) is malformed");
        assertThat(load("kafka.client.id").withoutSecrets("client " + VALUE)).isEqualTo("client " + VALUE);
    }

    @Test
    void settingsAndSourcesDoNotPrintValues() {
        Setting setting = new Setting("kafka.basic.auth.user.info", VALUE, "freshet.properties:3");
        ConfigurationSources sources = new ConfigurationSources(
                Optional.empty(), Map.of("FRESHET_KAFKA_BASIC_AUTH_USER_INFO", VALUE), List.of(setting));

        assertThat(setting).hasToString("kafka.basic.auth.user.info (freshet.properties:3)");
        assertThat(sources.toString())
                .contains("FRESHET_KAFKA_BASIC_AUTH_USER_INFO")
                .doesNotContain(VALUE);
    }

    private static void assertHidden(String name) {
        assertThat(effective(name)).as(name).isEqualTo("(hidden)");
    }

    private static String effective(String name) {
        return load(name).effective().stream()
                .filter(setting -> setting.name().equals(name))
                .findFirst()
                .orElseThrow()
                .text();
    }

    private static Configuration load(String... names) {
        return Configuration.load(new ConfigurationSources(
                Optional.empty(),
                Map.of(),
                Arrays.stream(names)
                        .map(name -> new Setting(name, VALUE, "--set " + name))
                        .toList()));
    }

    private static Stream<ConfigDef.ConfigKey> definitions() {
        return Stream.of(
                        ProducerConfig.configDef(),
                        ConsumerConfig.configDef(),
                        AdminClientConfig.configDef(),
                        StreamsConfig.configDef())
                .flatMap(definition -> definition.configKeys().values().stream());
    }
}
