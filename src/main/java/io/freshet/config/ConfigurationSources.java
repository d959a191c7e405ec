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
 * Sources of settings: properties file, environment variables and command-line flags. Flags override environment
 * variables, which override the file, which overrides the defaults.
 *
 * @param file file to read, which must exist; empty for none
 * @param environment environment variables; only names that start with {@code FRESHET_} are read
 * @param flags settings of the command line in order; the later of two for one key wins
 */
public record ConfigurationSources(Optional<Path> file, Map<String, String> environment, List<Setting> flags) {

    /** Name of the properties file that is read if it exists and no other file is given. */
    public static final String DEFAULT_FILE = "freshet.properties";

    /**
     * Names of environment variables that start with {@code FRESHET_} but set no key: those of the start script,
     * container images and logging.
     */
    private static final Pattern NOT_SETTINGS =
            Pattern.compile("FRESHET_(HOME|OPTS|JAVA_OPTS|VERSION|IMAGE|LOG_LEVEL|KAFKA_LOG_LEVEL)");

    /**
     * Names of environment variables that Kubernetes sets for a service named freshet. Such a variable sets no key if
     * its name or value shows that it holds an address.
     */
    private static final Pattern SERVICE_LINK =
            Pattern.compile("FRESHET_([A-Z0-9_]+_)?(SERVICE_HOST|SERVICE_PORT(_.+)?|PORT(_\\d+_(TCP|UDP)(_.+)?)?)");

    public ConfigurationSources {
        environment = Map.copyOf(environment);
        flags = List.copyOf(flags);
    }

    /**
     * Properties file to read: {@code given}, else {@link #DEFAULT_FILE} in the working directory if it exists, else
     * empty.
     *
     * @param given file that the command line names; empty if none
     */
    public static Optional<Path> file(Optional<Path> given, Path workingDirectory) {
        if (given.isPresent()) {
            return given.map(workingDirectory::resolve);
        }
        Path defaultFile = workingDirectory.resolve(DEFAULT_FILE);
        return Files.isRegularFile(defaultFile) ? Optional.of(defaultFile) : Optional.empty();
    }

    /**
     * Parses {@code key=value}, the argument of {@code --set}.
     *
     * @param assignment {@code key=value}
     * @throws ConfigurationException if there is no equals sign or nothing before it
     */
    public static Setting flag(String assignment) {
        int equals = assignment.indexOf('=');
        if (equals < 1) {
            // Does not repeat the argument, which may be a secret written with a colon or a space.
            throw new ConfigurationException("--set needs an assignment: write --set key=value");
        }
        String name = assignment.substring(0, equals).trim();
        return new Setting(name, assignment.substring(equals + 1), "--set " + name);
    }

    /**
     * All assignments of the file, then of the environment, then of the flags; of several with the same name, the last
     * in the list applies.
     *
     * @param keys all known keys, which environment variables are matched with
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

    /** Text with the file and the names of variables and flags; leaves out values, which may be secrets. */
    @Override
    public String toString() {
        return "ConfigurationSources[file=" + file + ", environment=" + new TreeSet<>(environment.keySet()) + ", flags="
                + flags + "]";
    }

    /**
     * Setting name for an environment variable that belongs to no known key: {@code kafka.client.id} for
     * {@code FRESHET_KAFKA_CLIENT_ID}.
     */
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
