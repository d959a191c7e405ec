package io.freshet.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.cli.CommandHarness;
import io.freshet.cli.CommandHarness.Outcome;
import io.freshet.config.Configuration;
import io.freshet.config.ConfigurationException;
import io.freshet.config.ConfigurationSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAccessTest {
    private static final String SECRET = "correct-horse-battery-staple";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"run --embedded", "run --bootstrap-servers 127.0.0.1:1", "demo"})
    void instanceReachableByOthersDoesNotStartWithoutAToken(String command) throws IOException {
        Outcome outcome = new CommandHarness(directory)
                .withVariable("FRESHET_HTTP_HOST", "0.0.0.0")
                .run(command.split(" "));

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .hasLineCount(1)
                .endsWith("http.host is 0.0.0.0, which other machines can reach, and no token is configured: set"
                        + " FRESHET_HTTP_TOKEN or http.token-file to a secret of at least 16 characters, or leave"
                        + " http.host at 127.0.0.1" + System.lineSeparator());
        try (var created = Files.list(directory)) {
            assertThat(created).isEmpty();
        }
    }

    @Test
    void tokenComesFromASettingOrTheFirstLineOfAFile() throws IOException {
        assertThat(access().authorization()).isEmpty();
        assertThat(access("http.token=" + SECRET).authorization()).contains("Bearer " + SECRET);
        Files.writeString(directory.resolve("token"), "  " + SECRET + "\r\nand a remark\n");
        HttpAccess fromFile = access("http.token-file=token", "http.host=0.0.0.0");
        assertThat(fromFile.authorization()).contains("Bearer " + SECRET);
        assertThat(fromFile.settings().token()).isPresent();
    }

    @Test
    void invalidTokenIsNamedByItsSettingAndNotShown() throws IOException {
        Files.writeString(directory.resolve("weak"), "weak-secret\n");
        Files.writeString(directory.resolve("empty"), "");
        Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertRejected("http.token is '(hidden)' (--set http.token), expected 16 to 512", "http.token=weak-secret");
        assertRejected("holds a token of 11 characters", "http.token-file=weak");
        assertRejected("holds a token of 0 characters", "http.token-file=empty");
        assertRejected("cannot be read", "http.token-file=binary");
        assertThatThrownBy(() -> access("http.token-file=missing"))
                .hasMessage("http.token-file is 'missing', which does not exist: give an existing file");
        assertRejected("both set: remove one of them", "http.token-file=weak", "http.token=" + SECRET);
    }

    private void assertRejected(String message, String... flags) {
        assertThatThrownBy(() -> access(flags))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("weak-secret")
                .hasMessageNotContaining(SECRET);
    }

    private HttpAccess access(String... flags) {
        return HttpAccess.of(
                Configuration.load(new ConfigurationSources(
                        Optional.empty(),
                        Map.of(),
                        Arrays.stream(flags).map(ConfigurationSources::flag).toList())),
                directory);
    }
}
