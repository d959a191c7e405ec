package io.freshet.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where settings come from. Flags win over environment variables, those over the file, and that over the defaults.
 *
 * @param file the file to read, which must exist; empty for none
 * @param environment the process's environment variables; only those that start with {@code FRESHET_} are looked at
 * @param flags what the command line sets, in its order; of two for one key the later wins
 */
public record ConfigurationSources(Optional<Path> file, Map<String, String> environment, List<Setting> flags) {

    /** The file that is read where no other is named and it exists. */
    public static final String DEFAULT_FILE = "freshet.properties";

    /** Variables that the start script, container images and logging use for themselves. */
    private static final Pattern NOT_SETTINGS =
            Pattern.compile("FRESHET_(HOME|OPTS|JAVA_OPTS|VERSION|IMAGE|LOG_LEVEL|KAFKA_LOG_LEVEL)");

    /** Variables that Kubernetes sets for a service named freshet: addresses, not settings. */
    private static final Pattern SERVICE_LINK =
            Pattern.compile("FRESHET_([A-Z0-9_]+_)?(SERVICE_HOST|SERVICE_PORT(_.+)?|PORT(_\\d+_(TCP|UDP)(_.+)?)?)");

    public ConfigurationSources {
        environment = Map.copyOf(environment);
        flags = List.copyOf(flags);
    }

    /** Nothing set anywhere: defaults only. */
    public static ConfigurationSources none() {
        return new ConfigurationSources(Optional.empty(), Map.of(), List.of());
    }

    /**
     * The named file, or {@link #DEFAULT_FILE} in the working directory if it exists and none is named.
     *
     * @param named empty if the command line names none
     */
    public static Optional<Path> file(Optional<Path> named, Path workingDirectory) {
        if (named.isPresent()) {
            return named.map(workingDirectory::resolve);
        }
        Path byDefault = workingDirectory.resolve(DEFAULT_FILE);
        return Files.isRegularFile(byDefault) ? Optional.of(byDefault) : Optional.empty();
    }

    /**
     * One flag as typed after {@code --set}.
     *
     * @param assignment {@code key=value}
     * @throws ConfigurationException if there is no equals sign
     */
    public static Setting flag(String assignment) {
        int equals = assignment.indexOf('=');
        if (equals < 1) {
            // Without the text: a secret with a colon or a space before it looks the same.
            throw new ConfigurationException("--set needs an assignment: write --set key=value");
        }
        String name = assignment.substring(0, equals).trim();
        return new Setting(name, assignment.substring(equals + 1), "--set " + name);
    }

    /**
     * All assignments, weakest first: of two with the same name the later is in force.
     *
     * @throws ConfigurationException if the file cannot be read
     */
    List<Setting> settings(List<ConfigurationKey<?>> keys) {
        List<Setting> settings = new ArrayList<>();
        file.ifPresent(path -> settings.addAll(PropertiesFile.read(path)));
        Map<String, String> nameByVariable = new HashMap<>(
                keys.stream().collect(Collectors.toMap(ConfigurationKey::environmentVariable, ConfigurationKey::name)));
        environment.entrySet().stream()
                .filter(variable -> variable.getKey().startsWith(ConfigurationKey.ENVIRONMENT_PREFIX))
                .filter(variable -> nameByVariable.containsKey(variable.getKey()) || isSetting(variable))
                .sorted(Map.Entry.comparingByKey())
                .map(variable -> new Setting(
                        nameByVariable.computeIfAbsent(variable.getKey(), ConfigurationSources::dotted),
                        variable.getValue(),
                        "environment variable " + variable.getKey()))
                .forEach(settings::add);
        settings.addAll(flags);
        return settings;
    }

    /** The file and the names, without values, which may be secrets. */
    @Override
    public String toString() {
        return "ConfigurationSources[file=" + file + ", environment=" + new TreeSet<>(environment.keySet()) + ", flags="
                + flags + "]";
    }

    /** {@code FRESHET_KAFKA_SECURITY_PROTOCOL} is {@code kafka.security.protocol}. */
    private static String dotted(String variable) {
        return variable.substring(ConfigurationKey.ENVIRONMENT_PREFIX.length())
                .toLowerCase(Locale.ROOT)
                .replace('_', '.');
    }

    private static boolean isSetting(Map.Entry<String, String> variable) {
        String name = variable.getKey();
        boolean isAddress = name.contains("SERVICE_")
                || variable.getValue().contains("://")
                || name.contains("_TCP_")
                || name.contains("_UDP_");
        return !NOT_SETTINGS.matcher(name).matches()
                && !(isAddress && SERVICE_LINK.matcher(name).matches());
    }
}
