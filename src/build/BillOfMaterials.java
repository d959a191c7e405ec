import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Completes a CycloneDX bill of materials. Adds the libraries contained in jars as nested components, from the Maven
 * descriptors in the jar and from a list of jars without descriptors. Marks jars in a separate directory of the
 * distribution. Maven runs this file from source, with the libraries on the class path.
 *
 * <pre>java -cp LIBRARIES BillOfMaterials.java BILL SHADED_PROPERTIES DISTRIBUTION_XML SCAN_DIRECTORY</pre>
 *
 * Also writes two copies for scanners into the last directory: {@code all.cdx.json}, and {@code serving.cdx.json}
 * without the marked jars.
 */
final class BillOfMaterials {

    private static final Pattern DESCRIPTOR = Pattern.compile("META-INF/maven/[^/]+/[^/]+/pom\\.properties");

    /** Name of the property with the directory of a jar in the distribution. */
    private static final String DIRECTORY = "freshet:directory";

    private final Properties shaded;
    private final Map<String, String> directoryByPattern;
    private final Map<String, Path> jarByName;

    private record Part(String group, String artifact, String version) implements Comparable<Part> {
        static Part of(String coordinates) {
            String[] fields = coordinates.split(":");
            if (fields.length != 3) {
                throw new IllegalArgumentException(coordinates + " is not group:artifact:version");
            }
            return new Part(fields[0], fields[1], fields[2]);
        }

        String purl() {
            return "pkg:maven/" + group + "/" + artifact + "@" + version + "?type=jar";
        }

        @Override
        public int compareTo(Part other) {
            return Comparator.comparing(Part::purl).compare(this, other);
        }
    }

    private BillOfMaterials(Properties shaded, Map<String, String> directoryByPattern, Map<String, Path> jarByName) {
        this.shaded = shaded;
        this.directoryByPattern = directoryByPattern;
        this.jarByName = jarByName;
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 4) {
            throw new IllegalArgumentException(
                    "usage: BillOfMaterials BILL SHADED_PROPERTIES DISTRIBUTION_XML SCAN_DIRECTORY");
        }
        Path bill = Path.of(arguments[0]);
        Properties shaded = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(arguments[1]))) {
            shaded.load(reader);
        }
        Map<String, Path> jarByName = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .map(Path::of)
                .collect(Collectors.toMap(jar -> jar.getFileName().toString(), jar -> jar, (first, second) -> first));
        ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        ObjectNode content = (ObjectNode) json.readTree(bill.toFile());
        new BillOfMaterials(shaded, directories(Path.of(arguments[2])), jarByName)
                .complete((ArrayNode) content.get("components"));
        json.writeValue(bill.toFile(), content);
        Path scan = Files.createDirectories(Path.of(arguments[3]));
        json.writeValue(scan.resolve("all.cdx.json").toFile(), content);
        for (Iterator<JsonNode> components = content.get("components").elements(); components.hasNext(); ) {
            if (components.next().has("properties")) {
                components.remove();
            }
        }
        json.writeValue(scan.resolve("serving.cdx.json").toFile(), content);
    }

    private void complete(ArrayNode components) throws IOException {
        for (var node : components) {
            ObjectNode component = (ObjectNode) node;
            Path jar = jarByName.get(fileName(component));
            if (jar == null) {
                throw new IllegalStateException(fileName(component) + " is in the bill but not on the class path");
            }
            TreeSet<Part> parts = new TreeSet<>(descriptors(component, jar));
            for (String declared :
                    shaded.getProperty(name(component), "").trim().split("\\s+")) {
                if (!declared.isEmpty()) {
                    parts.add(Part.of(declared));
                }
            }
            component.remove("components");
            if (!parts.isEmpty()) {
                ArrayNode nested = component.putArray("components");
                parts.forEach(part -> nested.add(nested(component, part)));
            }
            String directory = directoryByPattern.getOrDefault(
                    name(component),
                    directoryByPattern.get(component.get("group").textValue() + ":*"));
            if (directory != null) {
                component
                        .putArray("properties")
                        .addObject()
                        .put("name", DIRECTORY)
                        .put("value", directory);
            }
        }
    }

    /** Directories of the distribution by the patterns of jars that its assembly descriptor includes. */
    private static Map<String, String> directories(Path distribution) throws Exception {
        Map<String, String> directoryByPattern = new HashMap<>();
        NodeList sets = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(distribution.toFile())
                .getElementsByTagName("dependencySet");
        for (int index = 0; index < sets.getLength(); index++) {
            Element set = (Element) sets.item(index);
            String directory =
                    set.getElementsByTagName("outputDirectory").item(0).getTextContent();
            NodeList includes = set.getElementsByTagName("include");
            for (int include = 0; include < includes.getLength(); include++) {
                directoryByPattern.put(includes.item(include).getTextContent(), directory);
            }
        }
        return directoryByPattern;
    }

    /** Libraries with a Maven descriptor in the jar, without the jar itself. */
    private static TreeSet<Part> descriptors(ObjectNode component, Path jar) throws IOException {
        TreeSet<Part> parts = new TreeSet<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            for (ZipEntry entry : file.stream()
                    .filter(entry -> DESCRIPTOR.matcher(entry.getName()).matches())
                    .toList()) {
                Properties descriptor = new Properties();
                try (InputStream in = file.getInputStream(entry)) {
                    descriptor.load(in);
                }
                Part part = new Part(
                        descriptor.getProperty("groupId"),
                        descriptor.getProperty("artifactId"),
                        descriptor.getProperty("version"));
                if (!(part.group() + ":" + part.artifact()).equals(name(component))) {
                    parts.add(part);
                }
            }
        }
        return parts;
    }

    private static ObjectNode nested(ObjectNode parent, Part part) {
        return parent.objectNode()
                .put("type", "library")
                .put("bom-ref", parent.get("bom-ref").textValue() + "#" + part.purl())
                .put("group", part.group())
                .put("name", part.artifact())
                .put("version", part.version())
                .put("purl", part.purl());
    }

    private static String name(ObjectNode component) {
        return component.get("group").textValue() + ":" + component.get("name").textValue();
    }

    /** The file name of the jar in the local repository and in the distribution. */
    private static String fileName(ObjectNode component) {
        String classifier = Optional.of(component.get("purl").textValue())
                .filter(purl -> purl.contains("classifier="))
                .map(purl -> "-" + purl.replaceAll(".*classifier=([^&]+).*", "$1"))
                .orElse("");
        return component.get("name").textValue() + "-"
                + component.get("version").textValue() + classifier + ".jar";
    }
}
