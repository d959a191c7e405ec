package io.freshet.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import io.freshet.codec.Examples;
import io.freshet.codec.contract.Contract;
import io.freshet.codec.contract.TopicDeclaration;
import io.freshet.config.ConfigurationKey;
import io.freshet.config.ConfigurationKeys;
import io.freshet.telemetry.Meters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Metrics, settings, environment variables, topics, classes and JSON values that a page names exist. */
class DocumentedNamesTest {
    private static final Pattern METRIC = Pattern.compile("\\bfreshet_[a-z_]+");
    private static final Pattern VARIABLE = Pattern.compile("\\bFRESHET_[A-Z_]+");
    private static final Pattern SETTING = Pattern.compile("([a-z]+(?:[.-][a-z0-9]+)+)(?:=.*)?");
    private static final Pattern CLASS = Pattern.compile("([A-Z][a-z0-9]+(?:[A-Z0-9][a-z0-9]*)+)(?:[.#(].*)?");
    private static final Pattern TOPIC = Pattern.compile("\\bfreshet\\.([a-z]+(?:-[a-z]+)*)");

    private static final Pattern MEMBER = Pattern.compile("([A-Z][A-Za-z0-9]+)[.#]([A-Za-z_][A-Za-z0-9_]*)\\b.*");

    /** Variables of the compose file, the logging configuration and continuous integration, and placeholders. */
    private static final Set<String> OTHER_VARIABLES = Set.of(
            "FRESHET_KEY",
            "FRESHET_IMAGE",
            "FRESHET_PORTS",
            "FRESHET_LOG_LEVEL",
            "FRESHET_KAFKA_LOG_LEVEL",
            "FRESHET_CI_MINUTES",
            "FRESHET_KAFKA_SASL_JAAS_CONFIG");

    /** Names of other programs that look like classes of Freshet. */
    private static final Set<String> OTHER_CLASSES =
            Set.of("LogAppendTime", "IllegalArgumentException", "ProcessorContext", "UserId");

    /** Words with a dot or hyphen that begin like a setting. */
    private static final Set<String> NO_SETTINGS = Set.of("words.model");

    /** Words after the prefix that name files or a class path, not topics. */
    private static final Set<String> NO_TOPICS = Set.of("properties", "jar");

    static List<MarkdownPage> pages() {
        return MarkdownPage.all();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyMetricExists(MarkdownPage page) {
        Set<String> published =
                Meters.ALL.stream().flatMap(DocumentedNamesTest::series).collect(Collectors.toSet());

        assertThat(without(published, found(METRIC, page.lines()))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyEnvironmentVariableIsRead(MarkdownPage page) throws IOException {
        Set<String> read = ConfigurationKeys.ALL.stream()
                .map(ConfigurationKey::environmentVariable)
                .collect(Collectors.toCollection(TreeSet::new));
        read.addAll(OTHER_VARIABLES);
        read.addAll(found(VARIABLE, Files.readAllLines(Path.of("freshet"))));

        assertThat(without(read, found(VARIABLE, page.lines()))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everySettingExists(MarkdownPage page) {
        Set<String> known =
                ConfigurationKeys.ALL.stream().map(ConfigurationKey::name).collect(Collectors.toSet());
        Set<String> groups =
                known.stream().map(name -> name.substring(0, name.indexOf('.'))).collect(Collectors.toSet());
        Set<String> unknown = new TreeSet<>();
        for (String span : page.codeSpans()) {
            Matcher setting = SETTING.matcher(span);
            if (setting.matches()) {
                String name = setting.group(1);
                boolean looksLikeOurs = name.contains(".")
                        && groups.contains(name.substring(0, name.indexOf('.')))
                        && !name.matches(".*\\.(md|json|jsonl|yaml|csv|tsv|parquet|model|properties|gz|svg|css)");
                if (looksLikeOurs && !known.contains(name) && !isPackage(name) && !NO_SETTINGS.contains(name)) {
                    unknown.add(name);
                }
            }
        }
        assertThat(unknown).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyClassExists(MarkdownPage page) throws IOException {
        Set<String> classes = new TreeSet<>(OTHER_CLASSES);
        classes.addAll(sources().keySet());
        Set<String> named = page.codeSpans().stream()
                .map(CLASS::matcher)
                .filter(Matcher::matches)
                .map(name -> name.group(1))
                .filter(name -> !isAlert(name))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(without(classes, named)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyMemberStandsInItsClass(MarkdownPage page) throws IOException {
        Map<String, Path> sources = sources();
        Set<String> missing = new TreeSet<>();
        for (String span : page.codeSpans()) {
            Matcher member = MEMBER.matcher(span);
            if (member.matches() && sources.containsKey(member.group(1))) {
                String source = Files.readString(sources.get(member.group(1)));
                if (!Pattern.compile("\\b" + member.group(2) + "\\b")
                        .matcher(source)
                        .find()) {
                    missing.add(span);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyAlertExists(MarkdownPage page) throws IOException {
        Set<String> rules = Pattern.compile("alert: (\\w+)")
                .matcher(Files.readString(Path.of("docker", "prometheus", "alerts.yml")))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
        Set<String> named = page.codeSpans().stream()
                .filter(DocumentedNamesTest::isAlert)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(without(rules, named)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyJsonValueIsAnExampleOfTheContract(MarkdownPage page) throws IOException {
        Set<JsonNode> examples = Examples.all().stream()
                .map(example -> (JsonNode) example.json())
                .collect(Collectors.toSet());
        for (MarkdownPage.Block block : page.blocks("json")) {
            assertThat(parse(String.join("\n", block.lines())))
                    .allSatisfy(value -> assertThat(examples.contains(value))
                            .as("%s is in topology/examples", value)
                            .isTrue());
        }
    }

    @Test
    void topicsThatTheRunnableExamplesNameExist() throws IOException {
        Set<String> topics =
                Contract.load().topics().stream().map(TopicDeclaration::name).collect(Collectors.toSet());
        try (Stream<Path> files = Files.walk(Path.of("docs", "examples"))) {
            List<Path> code = files.filter(file -> file.toString().matches(".*\\.(py|js)"))
                    .toList();
            assertThat(code).isNotEmpty();
            for (Path file : code) {
                Set<String> named = TOPIC.matcher(Files.readString(file))
                        .results()
                        .map(match -> match.group(1))
                        .filter(name -> !NO_TOPICS.contains(name))
                        .collect(Collectors.toSet());
                assertThat(named).as("%s", file).isNotEmpty().isSubsetOf(topics);
            }
        }
    }

    private static List<JsonNode> parse(String text) throws IOException {
        try (MappingIterator<JsonNode> values =
                Examples.JSON.readerFor(JsonNode.class).readValues(text)) {
            return values.readAll();
        } catch (JsonProcessingException malformed) {
            throw new AssertionError("no JSON: " + text, malformed);
        }
    }

    private static Set<String> found(Pattern pattern, List<String> lines) {
        return lines.stream()
                .flatMap(line -> pattern.matcher(line).results())
                .map(match -> match.group())
                .filter(name -> !name.endsWith("_"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Java files of main and tests by class name. */
    private static Map<String, Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            file -> file,
                            (first, second) -> first));
        }
    }

    private static boolean isPackage(String name) {
        return Files.isDirectory(Path.of("src", "main", "java", "io", "freshet", name.replace('.', '/')));
    }

    /** Alerts are named like classes. */
    private static boolean isAlert(String span) {
        return span.matches("Freshet[A-Z][A-Za-z]+") && !span.equals("FreshetTopology");
    }

    private static Set<String> without(Set<String> known, Set<String> named) {
        Set<String> unknown = new TreeSet<>(named);
        unknown.removeAll(known);
        return unknown;
    }

    private static Stream<String> series(Meters.Meter meter) {
        return switch (meter.kind()) {
            case COUNTER, GAUGE -> Stream.of(meter.name());
            case TIMER -> Stream.of("", "_bucket", "_count", "_sum", "_max").map(suffix -> meter.name() + suffix);
        };
    }
}
