package io.freshet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs {@code src/build/BillOfMaterials.java} on the jars of this build, and {@code src/build/scan} with fake scanners.
 */
class BillOfMaterialsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Path of a jar in the repository, such as {@code org/nd4j/jackson/1.0.0-M2.1/jackson-1.0.0-M2.1.jar}. */
    private static final Pattern IN_REPOSITORY =
            Pattern.compile("(?<group>.+)/(?<artifact>[^/]+)/(?<version>[^/]+)/(?<file>[^/]+)\\.jar");

    /** The local repository, found six levels above a jar whose group has three parts. */
    private static final Path REPOSITORY = ancestor(jarOf(Test.class), 6);

    private static final Pattern SHADED =
            Pattern.compile("(.*[/_])?(shaded?|shadow|relocated|repackaged?|vendored|thirdparty)/.*\\.class");

    /** Jars without foreign classes although their own package names match. */
    private static final Set<String> NOT_SHADED = Set.of("org.nd4j:nd4j-api");

    /** Groups of dependencies used only by tests. */
    private static final Set<String> TEST_GROUPS = Set.of(
            "com.tngtech.archunit", "org.junit", "org.assertj", "org.awaitility", "net.bytebuddy", "com.networknt");

    @TempDir
    Path directory;

    private record Result(int exitCode, String output) {}

    @Test
    void billNamesTheLibrariesInsideTheJarsOfDeepLearning4j() throws Exception {
        JsonNode bill = complete(jars());

        assertThat(parts(bill, "org.nd4j:jackson"))
                .contains("jackson-databind 2.13.3", "snakeyaml 1.26", "woodstox-core 5.1.0")
                .doesNotContain("jackson 1.0.0-M2.1");
        assertThat(parts(bill, "org.nd4j:protobuf")).contains("protobuf-java 3.21.2", "guava 28.0-android");
        assertThat(parts(bill, "org.nd4j:guava")).contains("guava 30.1.1-jre");
        assertThat(parts(bill, "de.siegmar:fastcsv")).isEmpty();
    }

    @Test
    void billNamesTheLibrariesInsideEveryJarWithRelocatedPackages() throws Exception {
        Map<String, Path> jars = jars();
        JsonNode bill = complete(jars);
        Set<String> relocating = new TreeSet<>();
        for (Map.Entry<String, Path> jar : jars.entrySet()) {
            try (JarFile file = new JarFile(jar.getValue().toFile())) {
                if (file.stream()
                        .anyMatch(entry -> SHADED.matcher(entry.getName()).matches())) {
                    relocating.add(jar.getKey());
                }
            }
        }
        relocating.removeAll(NOT_SHADED);

        assertThat(relocating).contains("org.nd4j:jackson", "org.apache.kafka:kafka-clients");
        assertThat(relocating)
                .allSatisfy(jar -> assertThat(parts(bill, jar)).as(jar).isNotEmpty());
    }

    @Test
    void declaredVersionEqualsThatInThePackageName() throws Exception {
        Map<String, Path> jars = jars();
        String name = "io.prometheus:prometheus-metrics-exposition-formats";
        try (JarFile file = new JarFile(jars.get(name).toFile())) {
            String version = file.stream()
                    .map(entry -> Pattern.compile("com_google_protobuf_(\\d+_\\d+_\\d+)/")
                            .matcher(entry.getName()))
                    .filter(Matcher::find)
                    .map(found -> found.group(1).replace('_', '.'))
                    .findFirst()
                    .orElseThrow();
            assertThat(parts(complete(jars), name)).containsExactly("protobuf-java " + version);
        }
    }

    @Test
    void jarsInASeparateDirectoryAreMarkedAndNotPartOfTheServingBill() throws Exception {
        JsonNode bill = complete(jars());

        assertThat(component(bill, "org.nd4j:jackson").at("/properties/0/value").textValue())
                .isEqualTo("lib/deeplearning4j");
        assertThat(component(bill, "commons-codec:commons-codec").has("properties"))
                .isTrue();
        assertThat(component(bill, "commons-io:commons-io").has("properties")).isFalse();
        assertThat(component(bill, "org.apache.kafka:kafka-clients").has("properties"))
                .isFalse();
        assertThat(JSON.readTree(directory.resolve("scan/all.cdx.json").toFile()))
                .isEqualTo(bill);
        assertThat(names(
                        JSON.readTree(directory.resolve("scan/serving.cdx.json").toFile())))
                .contains("org.apache.kafka:kafka-clients")
                .noneMatch(name -> name.startsWith("org.nd4j:") || name.startsWith("org.deeplearning4j:"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void releaseWithoutAScannerFailsWithARemedy() throws Exception {
        assertThat(scan(Map.of()))
                .isEqualTo(new Result(
                        1,
                        "scan: none of osv-scanner, trivy and grype is on the PATH; install one, or release unscanned"
                                + " with -Dscan.skip\n"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void releaseFailsIfAServingLibraryHasAKnownVulnerability() throws Exception {
        Result result = scan(Map.of("grype", "echo CVE-1; exit 2"));

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output())
                .contains("CVE-1", "grype found vulnerabilities in the serving libraries")
                .doesNotContain("with deeplearning4j and Parquet");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void findingsOnlyInTheTrainerAreReportedWithoutFailure() throws Exception {
        Result result = scan(Map.of(
                "trivy", "case $* in *serving*) exit 0 ;; *) echo CVE-2022-42003; exit 1 ;; esac", "grype", "exit 2"));

        assertThat(result.exitCode()).isZero();
        assertThat(result.output()).contains("scan: trivy, serving libraries", "CVE-2022-42003");
    }

    private Result scan(Map<String, String> scanners) throws IOException, InterruptedException {
        Path tools = Files.createDirectory(directory.resolve("a PATH"));
        for (Map.Entry<String, String> scanner : scanners.entrySet()) {
            Path script = Files.writeString(tools.resolve(scanner.getKey()), "#!/bin/sh\n" + scanner.getValue() + "\n");
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Path bills = Files.createDirectory(directory.resolve("the bills"));
        Files.writeString(bills.resolve("all.cdx.json"), "{}");
        Files.writeString(bills.resolve("serving.cdx.json"), "{}");
        ProcessBuilder process = new ProcessBuilder("/bin/sh", "src/build/scan", bills.toString());
        process.environment().put("PATH", tools.toString());
        return run(process);
    }

    /** Creates a bill of these jars like the Maven plugin and completes it with the program. */
    private JsonNode complete(Map<String, Path> jars) throws IOException, InterruptedException {
        ArrayNode components = JSON.createArrayNode();
        for (Map.Entry<String, Path> jar : jars.entrySet()) {
            Matcher place = place(jar.getValue());
            String[] name = jar.getKey().split(":");
            String purl = "pkg:maven/" + name[0] + "/" + name[1] + "@" + place.group("version") + "?type=jar";
            components
                    .addObject()
                    .put("bom-ref", purl)
                    .put("group", name[0])
                    .put("name", name[1])
                    .put("version", place.group("version"))
                    .put("purl", purl);
        }
        Path bill = directory.resolve("bill.json");
        ObjectNode content = JSON.createObjectNode();
        content.set("components", components);
        JSON.writeValue(bill.toFile(), content);
        Result result = run(new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "src/build/BillOfMaterials.java",
                bill.toString(),
                "src/build/shaded.properties",
                "src/assembly/distribution.xml",
                directory.resolve("scan").toString()));
        assertThat(result).isEqualTo(new Result(0, ""));
        return JSON.readTree(bill.toFile());
    }

    private static Result run(ProcessBuilder process) throws IOException, InterruptedException {
        Process running = process.redirectErrorStream(true).start();
        running.getOutputStream().close();
        String output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(running.waitFor(), output);
    }

    /** Jars of this process's class path, without test libraries and platform-specific jars. */
    private static Map<String, Path> jars() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(jar -> place(jar).matches())
                .filter(jar -> place(jar)
                        .group("file")
                        .equals(place(jar).group("artifact") + "-" + place(jar).group("version")))
                .filter(jar -> TEST_GROUPS.stream().noneMatch(group(jar)::startsWith))
                .collect(Collectors.toMap(
                        jar -> group(jar) + ":" + place(jar).group("artifact"),
                        jar -> jar,
                        (first, second) -> first,
                        TreeMap::new));
    }

    private static Matcher place(Path jar) {
        String path = jar.startsWith(REPOSITORY) ? REPOSITORY.relativize(jar).toString() : "";
        Matcher place = IN_REPOSITORY.matcher(path.replace(File.separatorChar, '/'));
        place.matches();
        return place;
    }

    private static Path jarOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static Path ancestor(Path path, int levels) {
        Path ancestor = path;
        for (int level = 0; level < levels; level++) {
            ancestor = ancestor.getParent();
        }
        return ancestor;
    }

    private static String group(Path jar) {
        return place(jar).group("group").replace('/', '.');
    }

    private static List<String> parts(JsonNode bill, String name) {
        return stream(component(bill, name).path("components"))
                .map(part ->
                        part.get("name").textValue() + " " + part.get("version").textValue())
                .toList();
    }

    private static JsonNode component(JsonNode bill, String name) {
        return stream(bill.get("components"))
                .filter(component -> name.equals(name(component)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not in the bill"));
    }

    private static List<String> names(JsonNode bill) {
        return stream(bill.get("components")).map(BillOfMaterialsTest::name).toList();
    }

    private static String name(JsonNode component) {
        return component.get("group").textValue() + ":" + component.get("name").textValue();
    }

    private static Stream<JsonNode> stream(JsonNode nodes) {
        return StreamSupport.stream(nodes.spliterator(), false);
    }
}
