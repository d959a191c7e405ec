package io.freshet.cli;

import io.freshet.config.Configuration;
import io.freshet.config.ConfigurationKey;
import io.freshet.config.ConfigurationKeys;
import io.freshet.config.ConfigurationSources;
import io.freshet.config.Setting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Command-line options shared by all commands that read settings: {@code --config}, {@code --set} and {@code --debug}.
 */
public final class ConfigurationOptions {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "Properties file with settings; default: freshet.properties in the working directory, if it exists.")
    @Nullable
    Path file;

    @Option(
            names = {"-c", "--set"},
            paramLabel = "KEY=VALUE",
            description = "Value of a setting, repeatable; overrides environment and file. 'freshet config' lists all.")
    public List<String> assignments = List.of();

    @Option(names = "--debug", description = "Print the stack trace of an error.")
    boolean debug;

    private @Nullable Configuration loaded;

    /** Assignments {@code KEY=VALUE} given with {@code --set}, in order; empty if none. */
    public List<String> assignments() {
        return assignments;
    }

    /** Loads the configuration from {@code --set}, environment variables and properties file. */
    public Configuration load(CommandContext context) {
        return load(context, List.of());
    }

    /**
     * Loads the configuration; the settings in {@code more}, made from other flags of the command, override all else.
     *
     * @param more settings of other flags; they override {@code --set}
     */
    public Configuration load(CommandContext context, List<Setting> more) {
        List<Setting> flags = new ArrayList<>();
        assignments.stream().map(ConfigurationSources::flag).forEach(flags::add);
        flags.addAll(more);
        Optional<Path> given = Optional.ofNullable(file)
                .map(path -> NamedPath.of("--config", path, context.workingDirectory())
                        .file());
        Optional<Path> found = ConfigurationSources.file(given, context.workingDirectory());
        Configuration configuration = Configuration.load(new ConfigurationSources(found, context.environment(), flags));
        loaded = configuration;
        return configuration;
    }

    /** Broker addresses of the last loaded configuration; empty if none was loaded. */
    Optional<String> bootstrapServers() {
        return Optional.ofNullable(loaded).map(settings -> settings.get(ConfigurationKeys.BOOTSTRAP_SERVERS));
    }

    /**
     * Masks the secrets of the last loaded configuration in a text; returns the text unchanged if no configuration was
     * loaded.
     */
    String withoutSecrets(String text) {
        return loaded == null ? text : loaded.withoutSecrets(text);
    }

    /**
     * Setting of {@code key} that follows from a command-line flag, as a list; empty if {@code value} is null, that is,
     * the flag was not given.
     *
     * @param flag origin of the setting for messages: the name of the flag or command that sets it
     */
    public static List<Setting> flag(ConfigurationKey<?> key, String flag, @Nullable Object value) {
        return value == null ? List.of() : List.of(new Setting(key.name(), value.toString(), flag));
    }
}
