package io.freshet.docs;

import io.freshet.Freshet;
import io.freshet.cli.CommandContext;
import io.freshet.cli.StopSignal;
import io.freshet.codec.contract.Contract;
import io.freshet.codec.contract.StoreDeclaration;
import io.freshet.codec.contract.TopicDeclaration;
import io.freshet.codec.contract.TopicDeclaration.Direction;
import io.freshet.config.ConfigurationKey;
import io.freshet.config.ConfigurationKey.Importance;
import io.freshet.config.ConfigurationKeys;
import io.freshet.config.PassThrough;
import io.freshet.telemetry.Meters;
import io.freshet.telemetry.Meters.Meter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * Renders the generated pages of {@code docs/reference}: settings, metrics, topics and commands. {@link
 * GeneratedPagesTest} keeps the files equal; {@link #main} rewrites them without Maven.
 */
final class GeneratedPages {
    private static final Path DIRECTORY = Path.of("docs", "reference");

    private static final String NOTE = """

            This page is generated from the code: change the code, then run
            `mvn -B -ntp test -Dtest=GeneratedPagesTest -Dupdate.docs=true`.

            """;

    private GeneratedPages() {}

    /** The content of each generated page by its file, in the order of the table of contents. */
    static Map<Path, String> all() {
        Map<Path, String> pages = new LinkedHashMap<>();
        pages.put(DIRECTORY.resolve("settings.md"), settings());
        pages.put(DIRECTORY.resolve("metrics.md"), metrics());
        pages.put(DIRECTORY.resolve("topics.md"), topics());
        pages.put(DIRECTORY.resolve("commands.md"), commands());
        return pages;
    }

    /** Rewrites all pages; the working directory is the root of the repository. */
    public static void main(String[] arguments) throws IOException {
        write();
    }

    static void write() throws IOException {
        Files.createDirectories(DIRECTORY);
        for (Map.Entry<Path, String> page : all().entrySet()) {
            Files.writeString(page.getKey(), page.getValue());
        }
    }

    private static String settings() {
        StringBuilder page = new StringBuilder("# Settings\n").append(NOTE);
        page.append("""
                A flag (`--set http.port=9000`) wins over the environment variable (`FRESHET_HTTP_PORT=9000`), the
                variable over the file (`freshet.properties` in the working directory, or the file of `--config`), the
                file over the default. An unknown name stops the start. `freshet config --effective` prints the values
                in force and the origin of each.

                Importance: *high* concerns every installation; *medium* is a choice of the newsroom; *low* rarely needs
                a change.

                """);
        List<String> groups = ConfigurationKeys.ALL.stream()
                .map(GeneratedPages::group)
                .distinct()
                .toList();
        for (String group : groups) {
            page.append("## ").append(group).append("\n\n");
            page.append("| Setting | Default | Allowed | Importance | Meaning |\n|---|---|---|---|---|\n");
            ConfigurationKeys.ALL.stream()
                    .filter(key -> group(key).equals(group))
                    .forEach(key -> page.append(row(
                            "`" + key.name() + "`",
                            key.defaultText().isEmpty() ? "empty" : "`" + key.defaultText() + "`",
                            key.type().expected(),
                            importance(key.importance()),
                            key.doc())));
            page.append("\n");
        }
        page.append("""
                ## Settings of Kafka

                Passed to Kafka as they are. A name that Freshet sets itself, such as `streams.num.stream.threads`,
                stops the start; the message names the setting of Freshet to use.

                """);
        page.append("| Prefix | Passes |\n|---|---|\n");
        for (PassThrough passThrough : PassThrough.values()) {
            page.append(row("`" + passThrough.prefix() + "`", passThrough.doc()));
        }
        return page.toString();
    }

    private static String group(ConfigurationKey<?> key) {
        return key.name().substring(0, key.name().indexOf('.'));
    }

    private static String importance(Importance importance) {
        return importance.name().toLowerCase(Locale.ROOT);
    }

    private static String metrics() {
        StringBuilder page = new StringBuilder("# Metrics\n").append(NOTE);
        page.append("""
                `GET /metrics` answers in Prometheus' text format. Beside the metrics below it has those of the JVM
                (`jvm_...`), of the process (`process_...`, `system_...`) and a selection of Kafka's (`kafka_...`,
                setting `metrics.kafka`). A timer is published as a histogram: `_bucket`, `_count`, `_sum` and `_max`.

                | Metric | Kind | Unit | Labels | Meaning |
                |---|---|---|---|---|
                """);
        for (Meter meter : Meters.ALL) {
            page.append(row(
                    "`" + meter.name() + "`",
                    meter.kind().name().toLowerCase(Locale.ROOT),
                    meter.unit(),
                    meter.tags().stream().map(tag -> "`" + tag + "`").collect(Collectors.joining(", ")),
                    meter.description()));
        }
        page.append("""

                ## Buckets of the timers

                Upper bounds in milliseconds.

                | Metric | Bounds |
                |---|---|
                """);
        Meters.ALL.stream()
                .filter(meter -> !meter.buckets().isEmpty())
                .forEach(meter -> page.append(row("`" + meter.name() + "`", bounds(meter.buckets()))));
        return page.toString();
    }

    private static String bounds(List<Duration> buckets) {
        return buckets.stream()
                .map(bucket -> String.format(Locale.ROOT, "%.2f", bucket.toNanos() / 1e6)
                        .replaceFirst("\\.?0+$", ""))
                .collect(Collectors.joining(", "));
    }

    private static String topics() {
        Contract contract = Contract.load();
        StringBuilder page = new StringBuilder("# Topics and stores\n")
                .append(NOTE.replace("the code: change the code", "`topology/topics.yaml`: change that file"));
        page.append("""
                Topic names carry the prefix `freshet.` unless `topics.prefix` says otherwise. Schemas, examples and the
                rules for keys, times and rejected events: [the contract](../../topology/README.md).

                """);
        Map<Direction, String> headings = new LinkedHashMap<>();
        headings.put(Direction.IN, "Input topics");
        headings.put(Direction.OUT, "Output topics");
        headings.put(Direction.INTERNAL, "Internal topics");
        headings.forEach((direction, heading) -> {
            page.append("## ").append(heading).append("\n\n");
            page.append("| Topic | Key | Value | Partitions | Kept | Description |\n|---|---|---|---|---|---|\n");
            contract.topics().stream()
                    .filter(topic -> topic.direction() == direction)
                    .forEach(topic -> page.append(row(
                            "`" + topic.name() + "`",
                            topic.key(),
                            topic.value() + format(topic),
                            lower(topic.partitions().name()),
                            kept(topic),
                            topic.description())));
            page.append("\n");
        });
        page.append("""
                *Partitions* names a group: topics of one group have equally many partitions, `topics.partitions` for
                `reader` and `item`, one for `single`.

                ## Stores

                | Store | Kind | Key | Value | Description |
                |---|---|---|---|---|
                """);
        contract.stores()
                .forEach(store -> page.append(row(
                        "`" + store.name() + "`",
                        kind(store),
                        store.key(),
                        store.value()
                                + Optional.ofNullable(store.layout())
                                        .map(layout -> " (`" + layout + "`)")
                                        .orElse(""),
                        store.description())));
        return page.toString();
    }

    private static String format(TopicDeclaration topic) {
        if (topic.schema() != null) {
            return " ([schema](../../topology/schemas/" + topic.schema() + "))";
        }
        return topic.layout() == null ? "" : " (`" + topic.layout() + "`)";
    }

    private static String kept(TopicDeclaration topic) {
        Duration retention = topic.retention();
        return retention == null ? "last value of each key" : retention.toDays() + " days";
    }

    private static String kind(StoreDeclaration store) {
        return switch (store.kind()) {
            case ROCKSDB -> "RocksDB with a changelog";
            case IN_MEMORY -> "in memory, one per task";
            case IN_MEMORY_GLOBAL -> "in memory on every instance, from `" + store.topic() + "`";
        };
    }

    private static String commands() {
        StringBuilder page = new StringBuilder("# Commands\n").append(NOTE);
        page.append("`./freshet` in the source tree builds the program if needed, then runs the same commands.\n");
        CommandLine root = commandLine();
        page.append(usage(root, 2));
        root.getSubcommands().values().forEach(command -> appendCommand(page, command, 2));
        return page.toString();
    }

    /** The real command line, whose commands are only described or parsed, never executed. */
    static CommandLine commandLine() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        CommandLine commandLine = Freshet.commandLine(new CommandContext(
                new BufferedReader(Reader.nullReader()),
                nowhere,
                nowhere,
                false,
                Map.of(),
                Path.of(""),
                new StopSignal()));
        commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
        return commandLine;
    }

    private static void appendCommand(StringBuilder page, CommandLine command, int level) {
        page.append(usage(command, level));
        command.getSubcommands().values().forEach(sub -> appendCommand(page, sub, level + 1));
    }

    private static String usage(CommandLine command, int level) {
        String text = command.getUsageMessage(Ansi.OFF)
                .replace(System.lineSeparator(), "\n")
                .strip();
        return "\n" + "#".repeat(level) + " " + command.getCommandSpec().qualifiedName() + "\n\n```text\n" + text
                + "\n```\n";
    }

    private static String lower(String constant) {
        return constant.toLowerCase(Locale.ROOT);
    }

    private static String row(String... cells) {
        return Stream.of(cells)
                        .map(cell -> cell.replace("|", "\\|"))
                        .map(cell -> cell.isEmpty() ? " " : " " + cell + " ")
                        .collect(Collectors.joining("|", "|", "|"))
                + "\n";
    }
}
