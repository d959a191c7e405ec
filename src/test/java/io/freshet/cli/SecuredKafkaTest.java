package io.freshet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.Eventually;
import io.freshet.cli.CommandHarness.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs every command against a broker that requires TLS and SASL, with credentials passed as {@code kafka.*} settings.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SecuredKafkaTest {

    @TempDir
    private static Path directory;

    private static SecuredBroker broker;

    @BeforeAll
    static void start() throws Exception {
        broker = new SecuredBroker(directory);
        Files.writeString(directory.resolve("clicks.jsonl"), """
                {"userId":"alice","articleId":"a","at":1764000000000}
                """);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    @Order(1)
    void topicsAreCreatedAndCheckedWithPlain() {
        assertThat(run(broker.plain(SecuredBroker.PASSWORD), "topics", "create").err())
                .isEmpty();
        assertThat(run(broker.plain(SecuredBroker.PASSWORD), "topics", "check"))
                .isEqualTo(new Outcome(0, "all topics match the contract\n", ""));
    }

    @ParameterizedTest
    @Order(2)
    @ValueSource(
            strings = {
                "topics create",
                "topics check",
                "topics describe",
                "replay clicks.jsonl",
                "watch",
                "reset --yes",
                "run"
            })
    void wrongPasswordGivesAOneLineErrorWithoutHanging(String command) {
        Outcome outcome = run(broker.scram("wrong"), command.split(" "));

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err())
                .hasLineCount(1)
                .contains("Kafka rejected the login: ", "check the kafka.sasl.* and kafka.ssl.* settings")
                .doesNotContain(SecuredBroker.secrets());
    }

    @Test
    @Order(2)
    void untrustedCertificateGivesAOneLineError() {
        Outcome outcome = run(
                List.of(
                        "--bootstrap-servers",
                        broker.bootstrapServers(),
                        "--set",
                        "kafka.security.protocol=SASL_SSL",
                        "--set",
                        "kafka.sasl.mechanism=PLAIN",
                        "--set",
                        "kafka.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required"
                                + " username=\"freshet\" password=\"" + SecuredBroker.PASSWORD + "\";"),
                "topics",
                "check");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err())
                .hasLineCount(1)
                .contains("Kafka rejected the login: SSL handshake failed")
                .doesNotContain(SecuredBroker.secrets());
    }

    @Test
    @Order(2)
    void invalidSettingsGiveAOneLineErrorWithoutSecrets() {
        List<String> flags = new ArrayList<>(broker.plain(SecuredBroker.PASSWORD));
        flags.addAll(List.of("--set", "kafka.ssl.truststore.location=" + directory.resolve("missing.p12")));
        Outcome missingStore = run(flags, "topics", "check");
        assertThat(missingStore.exitCode()).isEqualTo(1);
        assertThat(missingStore.err()).hasLineCount(1).contains("missing.p12").doesNotContain(SecuredBroker.secrets());

        for (String name : List.of("kafka.sasl.jaas.config", "streams.producer.sasl.jaas.config")) {
            for (String login : List.of(
                    SecuredBroker.PASSWORD,
                    "Module " + SecuredBroker.PASSWORD,
                    "Module required username=u password=" + SecuredBroker.PASSWORD,
                    "Module required " + SecuredBroker.PASSWORD + ";")) {
                List<String> broken = new ArrayList<>(broker.plain(SecuredBroker.PASSWORD));
                broken.addAll(List.of("--set", name + "=" + login));
                Outcome invalidLogin = run(broken, "topics", "check", "--debug");
                assertThat(invalidLogin.exitCode()).isEqualTo(2);
                assertThat(invalidLogin.err())
                        .contains(name + " is not a valid login: write it as")
                        .doesNotContain(SecuredBroker.secrets());
            }
        }
    }

    @Test
    @Order(3)
    void runReplayAndWatchWorkWithScramAndLogNoSecret() {
        List<String> lines;
        CommandHarness running = harness();
        CommandHarness watching = harness();
        // Kafka logs its settings at INFO.
        try (RecordedLog log = new RecordedLog("org.apache.kafka")) {
            Future<Outcome> run = start(
                    running,
                    "run",
                    "--set",
                    "http.port=0",
                    "--set",
                    "state.directory=" + directory.resolve("state"),
                    "--set",
                    "kafka.client.id=secured");
            Future<Outcome> watch = start(watching, "watch", "--user", "alice", "--limit", "1");
            try {
                Eventually.await().pollInterval(Duration.ofMillis(500)).until(() -> {
                    Outcome sent = run(broker.scram(SecuredBroker.PASSWORD), "replay", "clicks.jsonl");
                    assertThat(sent.err()).isEmpty();
                    return watch.isDone() || run.isDone();
                });
            } finally {
                watching.stop().stop();
                running.stop().stop();
            }
            assertThat(watch)
                    .succeedsWithin(Eventually.LIMIT)
                    .satisfies(outcome -> assertThat(outcome.out()).contains("  alice  (click)"));
            assertThat(run).succeedsWithin(Eventually.LIMIT).satisfies(outcome -> {
                assertThat(outcome.exitCode()).isZero();
                assertThat(outcome.out() + outcome.err()).doesNotContain(SecuredBroker.secrets());
            });
            lines = log.lines();
        }
        assertThat(lines).anyMatch(line -> line.contains("sasl.jaas.config = [hidden]"));
        assertThat(lines).noneMatch(line -> SecuredBroker.secrets().stream().anyMatch(line::contains));
    }

    @Test
    @Order(4)
    void effectiveSettingsHideSecrets() {
        List<String> flags = new ArrayList<>(broker.scram(SecuredBroker.PASSWORD));
        flags.subList(0, 2).clear();
        flags.addAll(List.of("--set", "http.token=" + SecuredBroker.PASSWORD));
        Outcome outcome = run(flags, "config", "--effective");
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out())
                .contains("kafka.sasl.jaas.config=(hidden)", "kafka.ssl.truststore.password=(hidden)")
                .contains("http.token=(hidden)", "kafka.security.protocol=SASL_SSL")
                .doesNotContain(SecuredBroker.secrets());
    }

    @Test
    @Order(5)
    void resetWorksWithScram() {
        Outcome outcome = run(broker.scram(SecuredBroker.PASSWORD), "reset", "--yes");
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).contains("deleted topic freshet.catalogue");
    }

    private static Future<Outcome> start(CommandHarness harness, String... command) {
        return CompletableFuture.supplyAsync(
                () -> harness.run(arguments(broker.scram(SecuredBroker.PASSWORD), command)));
    }

    private static Outcome run(List<String> flags, String... command) {
        return harness().run(arguments(flags, command));
    }

    private static String[] arguments(List<String> flags, String... command) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(flags);
        return arguments.toArray(String[]::new);
    }

    private static CommandHarness harness() {
        return new CommandHarness(directory);
    }
}
