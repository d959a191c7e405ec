package io.freshet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.Freshet;
import io.freshet.cli.CommandHarness.Outcome;
import io.freshet.config.ConfigurationKeys;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Checks every command: help with examples, one-line errors with a remedy, exit codes. */
class CommandContractTest {

    @TempDir
    private Path directory;

    static List<List<String>> everyCommand() {
        List<List<String>> commands = new ArrayList<>();
        collect(Freshet.commandLine(contextWithoutStreams()), List.of(), commands);
        return commands;
    }

    @ParameterizedTest
    @MethodSource("everyCommand")
    void helpShowsUsageAndAtLeastTwoExamples(List<String> command) {
        Outcome outcome = harness().run(with(command, "--help"));

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).contains("Usage: freshet");
        if (!command.isEmpty()) {
            String examples = outcome.out().substring(outcome.out().indexOf("Examples:"));
            assertThat(examples.lines().filter(line -> line.startsWith("  freshet " + command.get(0))))
                    .hasSizeGreaterThanOrEqualTo(2);
        }
    }

    @ParameterizedTest
    @MethodSource("everyCommand")
    void unknownFlagGivesOneLineOnStandardErrorAndExitCodeTwo(List<String> command) {
        Outcome outcome = harness().run(with(command, "--no-such-flag"));

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err().lines()).hasSize(1);
        assertThat(outcome.err()).startsWith("freshet").contains("--help");
    }

    @Test
    void missingCommandIsAUsageError() {
        assertThat(harness().run())
                .isEqualTo(
                        new Outcome(2, "", "freshet: Missing command (see 'freshet --help')" + System.lineSeparator()));
    }

    @Test
    void misspelledCommandSuggestsTheRightOne() {
        Outcome outcome = harness().run("confg");
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("did you mean config?").hasLineCount(1);
    }

    @Test
    void versionNamesFreshetKafkaAndJava() {
        Outcome outcome = harness().run("--version");
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out())
                .startsWith("freshet ")
                .contains("Kafka clients 4.")
                .contains("Java ");
    }

    @Test
    void configListsEveryKeyWithDefaultAndDoc() {
        Outcome outcome = harness().run("config");
        assertThat(outcome.exitCode()).isZero();
        assertThat(ConfigurationKeys.ALL)
                .allSatisfy(key -> assertThat(outcome.out())
                        .contains(key.name() + "=" + key.defaultText(), key.doc(), key.environmentVariable()));
        assertThat(outcome.out()).contains("kafka.*").contains("streams.*");
    }

    @Test
    void effectiveConfigurationCanBeLoadedAgain() throws IOException {
        Outcome first = harness().withVariable("FRESHET_HTTP_PORT", "9001").run("config", "--effective");
        assertThat(first.out()).contains("# environment variable FRESHET_HTTP_PORT\nhttp.port=9001\n");

        Files.writeString(directory.resolve("freshet.properties"), first.out());
        Outcome second = harness().run("config", "--effective");
        assertThat(second.exitCode()).isZero();
        assertThat(withoutComments(second.out())).isEqualTo(withoutComments(first.out()));
    }

    @Test
    void invalidSettingGivesOneLineAndExitCodeTwo() {
        Outcome outcome = harness().run("config", "--set", "http.port=eighty");
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .isEqualTo("freshet config: http.port is 'eighty' (--set http.port), expected a whole number from 0 to"
                        + " 65535" + System.lineSeparator());
    }

    @Test
    void stackTraceIsPrintedOnlyWithDebug() {
        assertThat(harness().run("config", "-c", "http.port=x").err()).doesNotContain("\tat ");
        assertThat(harness().run("config", "-c", "http.port=x", "--debug").err())
                .contains("ConfigurationException", "\tat ");
    }

    private static void collect(CommandLine command, List<String> path, List<List<String>> into) {
        into.add(path);
        command.getSubcommands().forEach((name, subcommand) -> {
            List<String> longer = new ArrayList<>(path);
            longer.add(name);
            collect(subcommand, longer, into);
        });
    }

    private static String[] with(List<String> command, String flag) {
        List<String> arguments = new ArrayList<>(command);
        arguments.add(flag);
        return arguments.toArray(String[]::new);
    }

    private static List<String> withoutComments(String properties) {
        return properties.lines().filter(line -> !line.startsWith("#")).toList();
    }

    private CommandHarness harness() {
        return new CommandHarness(directory);
    }

    private static CommandContext contextWithoutStreams() {
        PrintStream nothing = new PrintStream(OutputStream.nullOutputStream());
        return new CommandContext(
                new BufferedReader(Reader.nullReader()),
                nothing,
                nothing,
                false,
                Map.of(),
                Path.of(""),
                new StopSignal());
    }
}
