package io.freshet.cli;

import io.freshet.config.Configuration;
import io.freshet.config.ConfigurationKey;
import io.freshet.config.ConfigurationSources;
import io.freshet.config.Setting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags of every command that reads settings. */
public final class ConfigurationOptions {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "File of settings; by default freshet.properties of the working directory, if it exists.")
    @Nullable
    Path file;

    @Option(
            names = {"-c", "--set"},
            paramLabel = "KEY=VALUE",
            description =
                    "One setting, repeatable; wins over the environment and the file. 'freshet config' lists all.")
    public List<String> assignments = List.of();

    @Option(names = "--debug", description = "Show stack traces of errors.")
    boolean debug;

    private @Nullable Configuration loaded;

    /** The configuration, without other flags. */
    public Configuration load(CommandContext context) {
        return load(context, List.of());
    }

    /** The configuration; {@code more} are flags of the command itself, which override {@code --set}. */
    public Configuration load(CommandContext context, List<Setting> more) {
        List<Setting> flags = new ArrayList<>();
        assignments.stream().map(ConfigurationSources::flag).forEach(flags::add);
        flags.addAll(more);
        Optional<Path> found = ConfigurationSources.file(Optional.ofNullable(file), context.workingDirectory());
        Configuration configuration = Configuration.load(new ConfigurationSources(found, context.environment(), flags));
        loaded = configuration;
        return configuration;
    }

    /** A message without the secrets of what was loaded. */
    String withoutSecrets(String text) {
        return loaded == null ? text : loaded.withoutSecrets(text);
    }

    /** A setting that a flag of the command sets, as a list of one; empty if the flag was not given. */
    public static List<Setting> flag(ConfigurationKey<?> key, String flag, @Nullable Object value) {
        return value == null ? List.of() : List.of(new Setting(key.name(), value.toString(), flag));
    }
}
