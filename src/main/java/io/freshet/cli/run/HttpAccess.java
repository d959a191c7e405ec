package io.freshet.cli.run;

import io.freshet.cli.NamedPath;
import io.freshet.config.Configuration;
import io.freshet.config.ConfigurationException;
import io.freshet.config.ConfigurationKeys;
import io.freshet.web.access.AccessToken;
import io.freshet.web.access.WebSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Settings of an instance's HTTP server, and the {@code Authorization} header with which the instance calls other
 * instances.
 *
 * @param settings settings of the server
 * @param authorization {@code Authorization} header for requests to other instances, which share the token; empty
 *     without a token
 */
public record HttpAccess(WebSettings settings, Optional<String> authorization) {

    /**
     * Builds the HTTP settings from the configuration, with the token of {@code http.token} or of the file
     * {@code http.token-file}.
     *
     * @throws ConfigurationException if other machines could connect without a token, or if the token is invalid
     */
    public static HttpAccess of(Configuration configuration, Path workingDirectory) {
        Optional<String> secret = secret(configuration, workingDirectory);
        try {
            WebSettings settings = WebSettings.of(
                    configuration.get(ConfigurationKeys.HTTP_HOST),
                    configuration.get(ConfigurationKeys.HTTP_PORT),
                    secret.map(AccessToken::of));
            return new HttpAccess(settings, secret.map(AccessToken::authorization));
        } catch (IllegalArgumentException unprotected) {
            throw new ConfigurationException("http." + unprotected.getMessage()
                    + ": set FRESHET_HTTP_TOKEN or http.token-file to a secret of at least " + AccessToken.CHARS_MIN
                    + " characters, or leave http.host at " + ConfigurationKeys.HTTP_HOST.defaultText());
        }
    }

    private static Optional<String> secret(Configuration configuration, Path workingDirectory) {
        String token = configuration.get(ConfigurationKeys.HTTP_TOKEN);
        String name = configuration.get(ConfigurationKeys.HTTP_TOKEN_FILE);
        if (name.isEmpty()) {
            return Optional.of(token).filter(text -> !text.isEmpty());
        }
        if (!token.isEmpty()) {
            throw new ConfigurationException("http.token and http.token-file are both set: remove one of them");
        }
        Path file = NamedPath.of(ConfigurationKeys.HTTP_TOKEN_FILE.name(), Path.of(name), workingDirectory)
                .file();
        String line;
        try (var lines = Files.lines(file)) {
            line = lines.findFirst().orElse("").strip();
        } catch (IOException | UncheckedIOException unreadable) {
            throw new ConfigurationException("http.token-file " + file
                    + " cannot be read as UTF-8 text: give a file whose first line is the token");
        }
        try {
            var unused = AccessToken.of(line);
            return Optional.of(line);
        } catch (IllegalArgumentException invalid) {
            throw new ConfigurationException("http.token-file " + file + " holds " + invalid.getMessage());
        }
    }
}
