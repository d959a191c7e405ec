package io.freshet.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PropertiesFileTest {

    private static final String AWKWARD = """
            # comment that ends in a backslash \\
            ! another
            plain=value
              indented : colon
            spaced    value with spaces
            continued = one, \\
                two, \\

            escaped\\ key = tab\\there \\u65b0
            backslash = C:\\\\news\\\\
            empty =
            新闻 = 今日点击
            """;

    @TempDir
    private Path directory;

    @Test
    void readsTheSameSettingsAsThePropertiesOfTheJdk() throws IOException {
        Properties oracle = new Properties();
        oracle.load(new StringReader(AWKWARD));

        assertThat(PropertiesFile.read(file(AWKWARD)).stream().collect(Collectors.toMap(Setting::name, Setting::text)))
                .isEqualTo(new TreeMap<>(Map.copyOf(oracle)))
                .hasSize(8);
    }

    @Test
    void everySettingKnowsTheLineItStartsOn() throws IOException {
        assertThat(PropertiesFile.read(file(AWKWARD)).stream()
                        .collect(Collectors.toMap(Setting::name, Setting::origin)))
                .containsEntry("plain", "test.properties:3")
                .containsEntry("continued", "test.properties:6")
                .containsEntry("escaped key", "test.properties:9");
    }

    @Test
    void keySetTwiceIsAnErrorThatNamesBothLines() throws IOException {
        Path file = file("http.port=1\n\nhttp.port=2\n");
        assertThatThrownBy(() -> PropertiesFile.read(file))
                .hasMessage("http.port is set twice, at test.properties:1 and at test.properties:3: remove one");
    }

    @Test
    void malformedEscapeNamesItsLine() throws IOException {
        Path file = file("a=1\nb=\\u12\n");
        assertThatThrownBy(() -> PropertiesFile.read(file))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("test.properties:2: ");
    }

    @Test
    void fileInAnotherEncodingIsAnError() throws IOException {
        Path file = directory.resolve("latin.properties");
        Files.write(file, "a=\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> PropertiesFile.read(file)).hasMessageEndingWith("is not UTF-8: save it as UTF-8");
    }

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("test.properties"), content);
    }
}
