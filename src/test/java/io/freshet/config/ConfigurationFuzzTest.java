package io.freshet.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.AllocatedBytes;
import io.freshet.Fuzz;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationFuzzTest {
    private static final String GOOD = """
            # settings of the newsroom
            http.port = 8080
            http.host: localhost
            topics.prefix=news.\\
                desk.
            ! another comment \\
            recommend.list-size 20
            kafka.client.id = caf\\u00e9
            """;

    private static final byte[][] SNIPPETS = Fuzz.snippets(
            "\n", "\r", "\r\n", "\\", "\\\n", "\\\\", "\\u00", "=", ":", " ", "\t", "\f", "\u000b#", "#", "!",
            "\u2003!", "\u0000", "a=b\n", "\n=\n", "é", "\\ ", "\\#");

    @TempDir
    private Path directory;

    @Test
    void damagedFileHasTheSettingsOfPropertiesOrIsRejected() {
        Path file = directory.resolve("fuzz.properties");
        byte[] good = GOOD.getBytes(StandardCharsets.UTF_8);
        int[] read = new int[1];
        Fuzz.of("properties file", 1_500).run(random -> Fuzz.damaged(good, random, SNIPPETS), bytes -> {
            Files.write(file, bytes);
            try {
                Map<String, String> settings = new HashMap<>();
                PropertiesFile.read(file).forEach(setting -> settings.put(setting.name(), setting.text()));
                Properties expected = new Properties();
                expected.load(new StringReader(new String(bytes, StandardCharsets.UTF_8)));
                assertThat(settings).isEqualTo(expected);
                read[0]++;
            } catch (ConfigurationException e) {
                assertThat(e).hasMessageContaining("fuzz.properties");
            }
        });
        assertThat(read[0]).isPositive();
    }

    @Test
    void damagedValueOfAnySettingIsAcceptedOrRejectedByTheName() {
        for (ConfigurationKey<?> key : ConfigurationKeys.ALL) {
            byte[] good = (key.defaultText().isEmpty() ? "1h" : key.defaultText()).getBytes(StandardCharsets.UTF_8);
            byte[][] snippets = Fuzz.snippets("-", "_", ".", "9".repeat(18), "e999", "NaN", "~/", "\u0000", "ms", "d");
            Fuzz.of("value of " + key.name(), 20).run(random -> Fuzz.damaged(good, random, snippets), bytes -> {
                String text = new String(bytes, StandardCharsets.UTF_8);
                try {
                    Configuration.load(new ConfigurationSources(
                            Optional.empty(), Map.of(), List.of(new Setting(key.name(), text, "--set"))));
                } catch (ConfigurationException e) {
                    assertThat(e).hasMessageContaining(key.name());
                }
            });
        }
    }

    @Test
    void memoryForContinuedLinesIsLinearInTheFile() {
        AllocatedBytes.assertLinear("continued lines", 2_000, lines -> {
            Path file = directory.resolve("continued.properties");
            return () -> {
                Files.writeString(file, "key=" + "\\\n".repeat(lines));
                PropertiesFile.read(file);
            };
        });
    }
}
