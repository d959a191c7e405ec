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
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
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

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "confg, freshet: unknown command 'confg'; did you mean config?",
                "rnu, freshet: unknown command 'rnu'; did you mean run?",
                "wach --user alice, freshet: unknown command 'wach'; did you mean watch?",
                "help, freshet: unknown command 'help'",
                "topics creat, freshet topics: unknown command 'creat'; did you mean create?",
                "model merg a b, freshet model: unknown command 'merg'; did you mean merge?",
                "run --embeded, freshet run: unknown option --embeded; did you mean --embedded?",
                "run --bootstrap-server kafka:9092, freshet run: unknown option --bootstrap-server; did you mean"
                        + " --bootstrap-servers?",
                "broker --prot 9092, freshet broker: unknown option --prot; did you mean --port?",
                "broker --prot=9092, freshet broker: unknown option --prot; did you mean --port?",
                "evaluate events --algoritms ranker, freshet evaluate: unknown option --algoritms; did you mean --algorithms?",
                "watch --x, freshet watch: unknown option --x",
                "watch alice, freshet watch: unexpected argument 'alice'",
            })
    void misspelledNameSuggestsTheRightOne(String line, String message) {
        Outcome outcome = harness().run(line.split(" "));

        String command = message.substring(0, message.indexOf(':'));
        assertThat(outcome)
                .isEqualTo(new Outcome(2, "", message + " (see '" + command + " --help')" + System.lineSeparator()));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "broker --port abc, --port is 'abc': give a whole number",
                "demo --readers many, --readers is 'many': give a whole number",
                "demo --speed fast, --speed is 'fast': give a number",
                "broker --port 0, --port is 0: give 1 to 65535",
                "broker --brokers 3 --port 65534, --port is 65534: give 1 to 65533",
                "run -c http.port=70000, http.port is '70000' (--set http.port)",
            })
    void wrongNumberIsNamedWithItsOption(String line, String message) {
        Outcome outcome = harness().run(line.split(" "));

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains(": " + message).hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run --data file, --data is 'file', which is a file: give a directory",
                "run --embedded --data file, --data is 'file', which is a file: give a directory",
                "broker --data file, --data is 'file', which is a file: give a directory",
                "broker --data file --brokers 3, --data is 'file', which is a file: give a directory",
                "demo --data file, --data is 'file', which is a file: give a directory",
                "demo --fresh --data file, --data is 'file', which is a file: give a directory",
                "bench --data file, --data is 'file', which is a file: give a directory",
                "run --config directory, --config is 'directory', which is a directory: give a file",
                "config --config none, --config is 'none', which does not exist: give an existing file",
                "watch --config directory, --config is 'directory', which is a directory: give a file",
                "evaluate clicks.jsonl --config directory, --config is 'directory', which is a directory: give a file",
                "evaluate clicks.jsonl -o directory, --output is 'directory', which is a directory: give a file",
                "evaluate clicks.jsonl --report none/a, --report is 'none/a', but there is no directory none: create it or give"
                        + " another file",
                "bench -o directory, --output is 'directory', which is a directory: give a file",
                "pretrain file -o directory --overwrite, --output is 'directory', which is a directory: give a file",
                "model export file --format glove -o none/a, --output is 'none/a', but there is no directory none: create it or"
                        + " give another file",
                "run -c model.file=none, model.file is 'none', which does not exist: give an existing file",
                "run --embedded -c model.file=directory, model.file is 'directory', which is a directory: give a file",
                "demo -c categories.file=none, categories.file is 'none', which does not exist: give an existing file",
                "run -c http.token-file=directory, http.token-file is 'directory', which is a directory: give a file",
                "run -c experiment.mode=shadow, experiment.file is 'experiment.properties', which does not exist: give an"
                        + " existing file",
                "evaluate clicks.jsonl -c model.file=none, model.file is 'none', which does not exist: give an existing file",
            })
    void wrongPathIsNamedWithItsOptionAndRemedyBeforeAnyWork(String line) throws IOException {
        Files.createFile(directory.resolve("file"));
        Files.createDirectory(directory.resolve("directory"));
        Files.writeString(
                directory.resolve("clicks.jsonl"), "{\"userId\":\"u\",\"articleId\":\"a\",\"at\":1764000000000}\n");

        Outcome outcome = harness().run(line.split(", ", 2)[0].split(" "));

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .endsWith(": " + line.split(", ", 2)[1] + System.lineSeparator())
                .hasLineCount(1);
        try (Stream<Path> entries = Files.list(directory)) {
            assertThat(entries).hasSize(3);
        }
    }

    @Test
    void wrongChoiceIsNamedWithItsOptionAndTheValidOnes() {
        assertThat(harness().run("model", "import", "vectors.txt", "-o", "new.model", "--format", "glov"))
                .isEqualTo(new Outcome(
                        2,
                        "",
                        "freshet model import: --format is 'glov': give one of word2vec_text, word2vec_binary, glove,"
                                + " fasttext_vec (see 'freshet model import --help')" + System.lineSeparator()));
        assertThat(harness().run("bench", "--guarantees", "exactly_once").err())
                .contains("--guarantees is 'exactly_once': give one of exactly_once_v2, at_least_once");
    }

    @Test
    void stateDirectoryThatIsAFileIsNamedWithItsSetting() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThat(harness().run("run", "-c", "state.directory=" + file))
                .isEqualTo(new Outcome(
                        2,
                        "",
                        "freshet run: state.directory is '" + file + "', which is a file: give a directory"
                                + System.lineSeparator()));
    }

    @Test
    void portsInUseAreNamedWithTheirOptionAndRemedy() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int port = other.getLocalPort();
            assertThat(harness().run("run", "-b", "127.0.0.1:1", "-c", "http.port=" + port))
                    .isEqualTo(new Outcome(
                            1,
                            "",
                            "freshet run: http.port is " + port + ", which another program uses on 127.0.0.1: stop"
                                    + " that program or choose another port with --set http.port=..."
                                    + System.lineSeparator()));
            assertThat(harness().run("broker", "--port", Integer.toString(port)))
                    .isEqualTo(new Outcome(
                            1,
                            "",
                            "freshet broker: port " + port + " on 127.0.0.1 is in use by another program: stop it, or"
                                    + " give another port with --port" + System.lineSeparator()));
        }
    }

    @ParameterizedTest
    @MethodSource("everyCommand")
    void helpBreaksLinesOnlyAtSpaces(List<String> command) {
        CommandLine commandLine = Freshet.commandLine(contextWithoutStreams());
        for (String name : command) {
            commandLine = commandLine.getSubcommands().get(name);
        }
        String wrapped = commandLine.getUsageMessage();
        commandLine.setUsageHelpWidth(10_000);

        assertThat(wrapped.lines()).allMatch(line -> line.length() <= 100);
        assertThat(wrapped.strip().split("\\s+"))
                .containsExactly(commandLine.getUsageMessage().strip().split("\\s+"));
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
