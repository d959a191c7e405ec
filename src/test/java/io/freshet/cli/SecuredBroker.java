package io.freshet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.Eventually;
import io.freshet.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/**
 * A broker that accepts only TLS connections with SASL authentication, by PLAIN or SCRAM-SHA-512. The JDK's keytool
 * creates its certificate for 127.0.0.1.
 */
final class SecuredBroker implements AutoCloseable {
    static final String PASSWORD = "pass-word-of-freshet";
    private static final String STORE_PASSWORD = "pass-word-of-the-store";
    private static final String PLAIN_LOGIN = "org.apache.kafka.common.security.plain.PlainLoginModule required";
    private static final String SCRAM_LOGIN = "org.apache.kafka.common.security.scram.ScramLoginModule required";

    private final EmbeddedBroker broker;
    private final Path trustStore;

    SecuredBroker(Path directory) throws Exception {
        Path keyStore = directory.resolve("broker.p12");
        Path certificate = directory.resolve("broker.pem");
        trustStore = directory.resolve("trusted.p12");
        keytool(
                "-genkeypair -alias broker -keyalg EC -validity 2 -dname CN=127.0.0.1 -ext san=ip:127.0.0.1",
                "-storetype PKCS12 -keystore " + keyStore);
        keytool("-exportcert -rfc -alias broker -file " + certificate, "-keystore " + keyStore);
        keytool(
                "-importcert -noprompt -alias broker -file " + certificate,
                "-storetype PKCS12 -keystore " + trustStore);
        broker = EmbeddedBroker.start(
                directory.resolve("broker"),
                0,
                Map.ofEntries(
                        Map.entry("listener.security.protocol.map", "CLIENTS:SASL_SSL,CONTROLLER:PLAINTEXT"),
                        Map.entry("sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-512"),
                        Map.entry("sasl.mechanism.inter.broker.protocol", "PLAIN"),
                        Map.entry(
                                "listener.name.clients.plain.sasl.jaas.config",
                                PLAIN_LOGIN + " username=\"broker\" password=\"of-the-broker\""
                                        + " user_broker=\"of-the-broker\" user_freshet=\"" + PASSWORD + "\";"),
                        Map.entry("listener.name.clients.scram-sha-512.sasl.jaas.config", SCRAM_LOGIN + ";"),
                        Map.entry("ssl.keystore.location", keyStore.toString()),
                        Map.entry("ssl.keystore.password", STORE_PASSWORD),
                        Map.entry("ssl.key.password", STORE_PASSWORD),
                        Map.entry("ssl.truststore.location", trustStore.toString()),
                        Map.entry("ssl.truststore.password", STORE_PASSWORD)));
        try (Admin admin = Admin.create(Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                login(PLAIN_LOGIN, PASSWORD),
                "ssl.truststore.location",
                trustStore.toString(),
                "ssl.truststore.password",
                STORE_PASSWORD))) {
            Eventually.resultOf(admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                            "freshet", new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), PASSWORD)))
                    .all());
        }
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** Command flags that log in with this password by PLAIN. */
    List<String> plain(String password) {
        return flags("PLAIN", login(PLAIN_LOGIN, password));
    }

    /** Command flags that log in with this password by SCRAM-SHA-512. */
    List<String> scram(String password) {
        return flags("SCRAM-SHA-512", login(SCRAM_LOGIN, password));
    }

    /** Secrets that must never be printed or logged. */
    static List<String> secrets() {
        return List.of(PASSWORD, STORE_PASSWORD);
    }

    @Override
    public void close() {
        broker.close();
    }

    private List<String> flags(String mechanism, String login) {
        List<String> flags = new ArrayList<>(List.of("--bootstrap-servers", bootstrapServers()));
        Map.of(
                        "security.protocol", "SASL_SSL",
                        "sasl.mechanism", mechanism,
                        "sasl.jaas.config", login,
                        "ssl.truststore.location", trustStore.toString(),
                        "ssl.truststore.password", STORE_PASSWORD)
                .forEach((name, value) -> flags.addAll(List.of("--set", "kafka." + name + "=" + value)));
        return flags;
    }

    private static String login(String module, String password) {
        return module + " username=\"freshet\" password=\"" + password + "\";";
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        Arrays.stream(arguments).flatMap(part -> Arrays.stream(part.split(" "))).forEach(command::add);
        command.addAll(List.of("-storepass", STORE_PASSWORD));
        Path output = Files.createTempFile("keytool", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(Eventually.exitOf(process))
                .as(Files.readString(output, StandardCharsets.UTF_8))
                .isZero();
        Files.delete(output);
    }
}
