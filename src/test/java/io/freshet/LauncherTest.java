package io.freshet;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.vector.VectorKernels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the {@code freshet} script with a fake Java that prints its arguments, one a line. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

    private static final String FAKE_JAVA = """
            #!/bin/sh
            case "$1" in
            -version) echo 'openjdk version "%s" 2025-01-01' >&2 ;;
            *) printf '%%s\\n' "$@"; env | grep '^FRESHET_' || : ;;
            esac
            """;

    /** Packs an empty program and writes the stamp, as the build does. */
    private static final String FAKE_MAVEN = """
            #!/bin/sh
            echo build >>builds
            mkdir -p target/freshet
            : >target/freshet/freshet.jar
            date -u +%Y%m%d%H%M.%S >target/.freshet-built
            """;

    private static final Instant BUILD_STARTED = Instant.parse("2026-11-23T10:15:30Z");

    private record Result(int exitCode, List<String> output, String errors) {}

    @TempDir
    Path directory;

    Path distribution;

    @BeforeEach
    void unpackDistribution() throws IOException {
        distribution = Files.createDirectories(directory.resolve("a directory")).toRealPath();
        Files.copy(Path.of("freshet"), distribution.resolve("freshet"));
        Files.createFile(distribution.resolve("freshet.jar"));
        // Set through JAVA_HOME, because the real Java may be on the PATH.
        java("17.0.15");
    }

    @Test
    void argumentsArePassedUnchanged() throws Exception {
        Result result = launch(distribution.resolve("freshet"), Map.of(), "watch", "a reader", "*", "");

        assertThat(result.exitCode()).isZero();
        assertThat(result.output()).endsWith("io.freshet.Freshet", "watch", "a reader", "*", "");
    }

    @Test
    void librariesAreFoundThroughChainsOfSymbolicLinks() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("link"), distribution.resolve("freshet"));
        Path relative = Files.createSymbolicLink(
                Files.createDirectory(directory.resolve("bin")).resolve("freshet"), Path.of("../link"));

        assertThat(launch(relative, Map.of(), "demo").output())
                .contains(distribution + "/freshet.jar:" + distribution + "/lib/*");
        assertThat(link).isSymbolicLink();
    }

    @Test
    void javaBefore17IsRejectedAndNamed() throws Exception {
        java("11.0.2");

        Result result = launch(distribution.resolve("freshet"), Map.of("PATH", pathWithoutJava()), "demo");

        assertThat(result.exitCode()).isEqualTo(70);
        assertThat(result.errors())
                .contains("needs Java 17 or later", distribution.getParent() + "/java/bin/java is Java 11");
    }

    @Test
    void flagsOfJava24AreNotPassedToOlderJava() throws Exception {
        String flag = "--enable-native-access=ALL-UNNAMED";

        assertThat(launch(distribution.resolve("freshet"), Map.of(), "demo").output())
                .doesNotContain(flag);
        java("25");
        assertThat(launch(distribution.resolve("freshet"), Map.of(), "demo").output())
                .contains(flag);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "evaluate", "pretrain", "model evaluate", "model learn"})
    void longComputationsGetTheVectorApi(String command) throws Exception {
        assertThat(launch(distribution.resolve("freshet"), Map.of(), command.split(" "))
                        .output())
                .contains(VectorKernels.JVM_FLAG)
                .noneMatch(argument -> argument.contains("add-modules"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "model info", "watch", "bench", "run --help"})
    void otherCommandsDoNotGetTheVectorApi(String command) throws Exception {
        assertThat(launch(distribution.resolve("freshet"), Map.of(), command.split(" "))
                        .output())
                .doesNotContain(VectorKernels.JVM_FLAG);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pretrain news.txt -o news.model --trainer deeplearning4j",
                "pretrain --trainer=DeepLearning4j news.txt -o news.model"
            })
    void trainerDeepLearning4jHasItsLibrariesOnTheClassPath(String command) throws Exception {
        assertThat(launch(distribution.resolve("freshet"), Map.of(), command.split(" "))
                        .output())
                .contains(distribution + "/freshet.jar:" + distribution + "/lib/*:" + distribution
                        + "/lib/deeplearning4j/*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run",
                "run --set model.file=deeplearning4j",
                "model learn deeplearning4j",
                "pretrain news.txt -o news.model --trainer freshet"
            })
    void noOtherCommandHasTheLibrariesOfDeepLearning4j(String command) throws Exception {
        assertThat(launch(distribution.resolve("freshet"), Map.of(), command.split(" "))
                        .output())
                .contains(distribution + "/freshet.jar:" + distribution + "/lib/*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"replay train", "evaluate train"})
    void commandsThatReadDataSetsHaveTheLibrariesOfParquet(String command) throws Exception {
        assertThat(launch(distribution.resolve("freshet"), Map.of(), command.split(" "))
                        .output())
                .contains(distribution + "/freshet.jar:" + distribution + "/lib/*:" + distribution + "/lib/parquet/*");
    }

    @Test
    void onlyBenchRunsWithoutTheOptimisingCompilerAndUserFlagsOverride() throws Exception {
        String quick = "-XX:TieredStopAtLevel=1";

        assertThat(launch(distribution.resolve("freshet"), Map.of(), "run").output())
                .doesNotContain(quick);
        assertThat(launch(
                                distribution.resolve("freshet"),
                                Map.of("FRESHET_JAVA_OPTS", "-XX:TieredStopAtLevel=4"),
                                "bench")
                        .output())
                .containsSubsequence(quick, "-XX:TieredStopAtLevel=4", "io.freshet.Freshet", "bench");
    }

    @Test
    void variablesOfTheLauncherAreAppliedAndNotPassedOn() throws Exception {
        Result result = launch(
                distribution.resolve("freshet"),
                Map.of(
                        "FRESHET_HEAP", "3g",
                        "FRESHET_GC", "Z",
                        "FRESHET_JAVA_OPTS", "-Da=1 -Db=*",
                        "FRESHET_BUILD", "never",
                        "FRESHET_HTTP_PORT", "8081"),
                "run");

        assertThat(result.output())
                .contains("-Xms3g", "-Xmx3g", "-XX:+UseZGC", "-Da=1", "-Db=*")
                .filteredOn(line -> line.startsWith("FRESHET_"))
                .containsExactly("FRESHET_HTTP_PORT=8081");
    }

    @Test
    void sourceTreeThatMavenBuiltIsNotBuiltAgain() throws Exception {
        Path tree = sourceTree("202611231015.30\n");

        Result result = launchIn(tree);

        assertThat(result.errors()).isEmpty();
        assertThat(result.output()).contains(tree + "/target/freshet/freshet.jar:" + tree + "/target/freshet/lib/*");
        assertThat(tree.resolve("builds")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"freshet", "pom.xml", "topology/topics.yaml", "src/main/Main.java", "src/assembly/all.xml"})
    void sourceChangedAfterTheBuildStartedIsBuilt(String changed) throws Exception {
        Path tree = sourceTree("202611231015.30\n");
        setTime(tree.resolve(changed), BUILD_STARTED.plusSeconds(1));

        assertThat(launchIn(tree).errors()).contains("building target/freshet with mvn");
        assertThat(launchIn(tree).errors()).isEmpty();
        assertThat(tree.resolve("builds")).hasContent("build");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no time\n"})
    void sourceTreeWithoutAReadableStampIsBuilt(String stamp) throws Exception {
        Path tree = sourceTree(stamp);

        assertThat(launchIn(tree).errors()).contains("building target/freshet with mvn");
        assertThat(launchIn(tree).errors()).isEmpty();
        assertThat(tree.resolve("builds")).hasContent("build");
    }

    @Test
    void sourceTreeWithoutAJarIsBuilt() throws Exception {
        Path tree = sourceTree("202611231015.30\n");
        Files.delete(tree.resolve("target/freshet/freshet.jar"));

        assertThat(launchIn(tree).errors()).contains("building target/freshet with mvn");
        assertThat(tree.resolve("builds")).hasContent("build");
    }

    @Test
    void mavenStampsABuildAsTheLauncherReadsIt() throws Exception {
        assertThat(Files.readString(Path.of("src/build/.freshet-built"))).isEqualTo("${build.started}\n");
        assertThat(Files.readString(Path.of("pom.xml")))
                .contains("<build.started>${maven.build.timestamp}</build.started>")
                .contains("<maven.build.timestamp.format>yyyyMMddHHmm.ss</maven.build.timestamp.format>");
    }

    /** Creates a source tree whose files are older than the build that its stamp names. */
    private Path sourceTree(String stamp) throws IOException {
        Path tree = Files.createDirectories(directory.resolve("tree")).toRealPath();
        Files.copy(Path.of("freshet"), tree.resolve("freshet"), StandardCopyOption.COPY_ATTRIBUTES);
        for (String file : List.of(
                "pom.xml",
                "topology/topics.yaml",
                "src/main/Main.java",
                "src/assembly/all.xml",
                "target/freshet/freshet.jar")) {
            Files.createDirectories(tree.resolve(file).getParent());
            Files.createFile(tree.resolve(file));
        }
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.toList()) {
                setTime(file, BUILD_STARTED.minusSeconds(1));
            }
        }
        Files.writeString(tree.resolve("target/.freshet-built"), stamp);
        Path maven = Files.createDirectories(directory.resolve("maven")).resolve("mvn");
        Files.writeString(maven, FAKE_MAVEN);
        Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
        return tree;
    }

    private static void setTime(Path file, Instant time) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(time));
    }

    private Result launchIn(Path tree) throws Exception {
        String path = directory.resolve("maven") + ":" + System.getenv("PATH");
        return launch(tree.resolve("freshet"), Map.of("PATH", path), "demo");
    }

    private void java(String version) throws IOException {
        Path java = Files.createDirectories(directory.resolve("java/bin")).resolve("java");
        Files.writeString(java, FAKE_JAVA.formatted(version));
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private String pathWithoutJava() throws IOException {
        Path tools = Files.createDirectories(directory.resolve("tools"));
        for (String tool : List.of("sh", "sed", "readlink", "dirname")) {
            Path found = Stream.of("/usr/bin", "/bin")
                    .map(parent -> Path.of(parent, tool))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow();
            Files.createSymbolicLink(tools.resolve(tool), found);
        }
        return tools.toString();
    }

    private Result launch(Path launcher, Map<String, String> environment, String... arguments) throws Exception {
        ProcessBuilder process =
                new ProcessBuilder(Stream.concat(Stream.of("/bin/sh", launcher.toString()), Stream.of(arguments))
                        .toList());
        process.environment().keySet().removeIf(name -> name.startsWith("FRESHET_"));
        process.environment()
                .put("JAVA_HOME", directory.toRealPath().resolve("java").toString());
        process.environment().putAll(environment);
        Path errors = directory.resolve("errors");
        process.redirectError(errors.toFile());
        Process running = process.start();
        running.getOutputStream().close();
        String output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exitCode = running.waitFor();
        List<String> lines = List.of(output.split("\n", -1));
        return new Result(exitCode, lines.subList(0, Math.max(0, lines.size() - 1)), Files.readString(errors));
    }
}
