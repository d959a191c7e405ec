package io.freshet.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.ParameterException;

/**
 * Checks the commands of {@code sh} blocks: those of Freshet are parsed by the real command line, those of Maven name
 * goals, profiles, properties and tests that exist. Nothing is executed.
 */
class DocumentedCommandsTest {

    /** Commands of other programs, which no test checks. A new one has to be added here. */
    private static final Set<String> NOT_RUN = Set.of(
            "export FRESHET_HTTP_TOKEN=$(openssl rand -hex 16)",
            "docker compose -f docker/compose.yaml up --build -d",
            "FRESHET_PORTS=8080-8081 docker compose -f docker/compose.yaml up -d --scale freshet=2",
            "docker run --rm freshet:0.1.0 config",
            "curl -s http://127.0.0.1:8080/api/readers/alice/recommendations",
            "curl -s http://127.0.0.1:8080/metrics",
            "curl -H \"Authorization: Bearer $FRESHET_HTTP_TOKEN\""
                    + " http://freshet:8080/api/readers/alice/recommendations",
            "python3 -m pip install confluent-kafka",
            "python3 docs/examples/python/produce.py localhost:9092",
            "python3 docs/examples/python/read_lists.py localhost:9092",
            "python3 docs/examples/python/withdraw.py cup-final localhost:9092",
            "python3 docs/examples/python/erase.py bob localhost:9092",
            "npm install --prefix docs/examples/node",
            "node docs/examples/node/produce.js localhost:9092",
            "node docs/examples/node/read-lists.js localhost:9092",
            "chromium --headless=new --hide-scrollbars --window-size=1280,900 --virtual-time-budget=20000"
                    + " --screenshot=docs/images/demo.png http://127.0.0.1:8080/",
            "src/build/scan target/scan",
            ".ci/run");

    private static final Set<String> MAVEN_GOALS = Set.of(
            "compile", "test-compile", "test", "package", "verify", "spotless:apply", "spotless:check", "exec:exec");

    /** Maven's own options without a value. */
    private static final Set<String> MAVEN_OPTIONS = Set.of("-B", "-q", "-ntp");

    /** A word of a shell command: quoted and unquoted parts without a space between. */
    private static final Pattern WORD = Pattern.compile("(?:\"[^\"]*\"|'[^']*'|[^\\s\"'])+");

    private record Documented(Path page, String command) {
        @Override
        public String toString() {
            return page + ": " + command;
        }
    }

    static List<Documented> commands() {
        List<Documented> commands = new ArrayList<>();
        for (MarkdownPage page : MarkdownPage.all()) {
            for (MarkdownPage.Block block : page.blocks("sh")) {
                commandsOf(block.lines()).forEach(command -> commands.add(new Documented(page.path(), command)));
            }
        }
        return commands;
    }

    @ParameterizedTest
    @MethodSource("commands")
    void commandIsParsedOrListedAsNotRun(Documented documented) throws IOException {
        String command = documented.command();
        List<String> words = words(command);
        while (words.get(0).matches("[A-Z_]+=\\S*")) {
            words = words.subList(1, words.size());
        }
        List<String> arguments = words.subList(1, words.size());
        switch (words.get(0)) {
            case "./freshet", "freshet", "target/freshet/freshet" -> assertParses(arguments);
            case "mvn", "./mvnw" -> assertMavenKnows(arguments);
            default -> assertThat(NOT_RUN).contains(command);
        }
    }

    @Test
    void listOfCommandsThatAreNotRunHasNoneThatNoPageNames() {
        assertThat(commands().stream().map(Documented::command)).containsAll(NOT_RUN);
    }

    @Test
    void pageWithIndentedCommandsIsAnErrorBecauseTheyAreNotChecked() {
        assertThat(MarkdownPage.all())
                .allSatisfy(page -> assertThat(page.prose())
                        .noneMatch(line -> line.matches(" {4,}(\\./freshet|freshet|mvn|target/freshet/freshet) .*")));
    }

    private static void assertParses(List<String> arguments) {
        try {
            GeneratedPages.commandLine().parseArgs(arguments.toArray(String[]::new));
        } catch (ParameterException wrong) {
            throw new AssertionError(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private static void assertMavenKnows(List<String> arguments) throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        for (String argument : arguments) {
            if (argument.startsWith("-P")) {
                assertThat(pom).contains("<id>" + argument.substring(2) + "</id>");
            } else if (argument.startsWith("-D")) {
                String[] nameAndValue = argument.substring(2).split("=", 2);
                assertPropertyIsRead(nameAndValue[0], pom);
                if (nameAndValue[0].equals("test")) {
                    assertTestsExist(nameAndValue[1]);
                }
            } else {
                assertThat(argument.startsWith("-") ? MAVEN_OPTIONS : MAVEN_GOALS)
                        .contains(argument);
            }
        }
    }

    private static void assertPropertyIsRead(String name, String pom) {
        if (!Set.of("test", "skipTests", "groups").contains(name)) {
            assertThat(pom.contains("<name>" + name + "</name>")
                            || pom.contains("<" + name + ">")
                            || pom.contains("${" + name + "}")
                            || isReadByATest(name))
                    .as("property %s", name)
                    .isTrue();
        }
    }

    private static void assertTestsExist(String tests) {
        Set<String> classes = testClasses();
        for (String test : tests.split(",", -1)) {
            String pattern = test.split("#", 2)[0].replace("*", "\\w*");
            assertThat(classes.stream().anyMatch(name -> name.matches(pattern)))
                    .as("a test named %s", test)
                    .isTrue();
        }
    }

    private static Set<String> testClasses() {
        return testFiles().stream()
                .map(file -> file.getFileName().toString().replaceFirst("\\.java$", ""))
                .collect(Collectors.toSet());
    }

    private static boolean isReadByATest(String property) {
        return testFiles().stream().anyMatch(file -> {
            try {
                return Files.readString(file).contains("\"" + property + "\"");
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        });
    }

    private static List<Path> testFiles() {
        try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** One command a line, continued lines joined, comments, redirections and what follows a pipe left out. */
    private static List<String> commandsOf(List<String> lines) {
        List<String> commands = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        for (String line : lines) {
            open.append(line.strip());
            if (line.endsWith("\\")) {
                open.setLength(open.length() - 1);
                continue;
            }
            String command = open.toString()
                    .replaceFirst("(^|\\s+)#( .*|$)", "")
                    .replaceFirst("\\s+(>|\\||&).*$", "")
                    .strip();
            open.setLength(0);
            if (!command.isEmpty()) {
                commands.add(command);
            }
        }
        return commands;
    }

    private static List<String> words(String command) {
        return WORD.matcher(command)
                .results()
                .map(word -> word.group().replaceAll("[\"']", ""))
                .toList();
    }
}
