package io.freshet.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The settings in force, each checked. Immutable. */
public final class Configuration {
    /** What stands in place of a secret. */
    private static final String HIDDEN = "(hidden)";

    private final List<ConfigurationKey<?>> keys;
    private final Map<String, Object> valueByName;
    private final Map<String, Setting> settingByName;

    private Configuration(
            List<ConfigurationKey<?>> keys, Map<String, Object> valueByName, Map<String, Setting> settingByName) {
        this.keys = keys;
        this.valueByName = valueByName;
        this.settingByName = settingByName;
    }

    /**
     * Reads all sources and checks every setting.
     *
     * @throws ConfigurationException for the first setting that is unknown or wrong
     */
    public static Configuration load(ConfigurationSources sources) {
        return load(ConfigurationKeys.ALL, sources);
    }

    static Configuration load(List<ConfigurationKey<?>> keys, ConfigurationSources sources) {
        Map<String, ConfigurationKey<?>> keyByName = new LinkedHashMap<>();
        keys.forEach(key -> keyByName.put(key.name(), key));
        Map<String, Setting> settingByName = new TreeMap<>();
        for (Setting setting : sources.settings(keys)) {
            Optional<PassThrough> passThrough = PassThrough.of(setting.name());
            if (passThrough.isPresent()) {
                passThrough.get().check(setting);
            } else if (!keyByName.containsKey(setting.name())) {
                throw unknown(setting, keyByName);
            }
            settingByName.put(setting.name(), setting);
        }
        Map<String, Object> valueByName = new LinkedHashMap<>();
        for (ConfigurationKey<?> key : keys) {
            Setting setting = settingByName.get(key.name());
            valueByName.put(key.name(), setting == null ? key.defaultValue() : parse(key, setting));
        }
        return new Configuration(List.copyOf(keys), valueByName, settingByName);
    }

    /**
     * The value in force.
     *
     * @throws IllegalArgumentException if the key is not one of {@link ConfigurationKeys#ALL}
     */
    public <T> T get(ConfigurationKey<T> key) {
        Object value = valueByName.get(key.name());
        if (value == null) {
            throw new IllegalArgumentException(key.name() + " is not among the keys");
        }
        @SuppressWarnings("unchecked") // put there by the key's own type
        T typed = (T) value;
        return typed;
    }

    /**
     * These settings with those of a file in place of their own: for making lists in another way.
     *
     * @throws ConfigurationException if the file cannot be read or sets anything but how lists are made
     */
    public Configuration overriddenBy(Path file) {
        Map<String, Object> values = new LinkedHashMap<>(valueByName);
        Map<String, Setting> settings = new TreeMap<>(settingByName);
        for (Setting setting : PropertiesFile.read(file)) {
            ConfigurationKey<?> key = RecommendKeys.ALL.stream()
                    .filter(candidate -> candidate.name().equals(setting.name()))
                    .findFirst()
                    .orElseThrow(() -> new ConfigurationException("setting " + oneLine(setting.name()) + " ("
                            + setting.origin() + ") cannot be tried: only settings that begin with recommend. can"));
            values.put(key.name(), parse(key, setting));
            settings.put(key.name(), setting);
        }
        return new Configuration(keys, values, settings);
    }

    /** Whether somebody set this key, rather than leaving its default. */
    public boolean isSet(ConfigurationKey<?> key) {
        return settingByName.containsKey(key.name());
    }

    /** The settings to hand on, by their names without the prefix. */
    public Map<String, String> passThrough(PassThrough passThrough) {
        return settingByName.values().stream()
                .filter(setting -> PassThrough.of(setting.name()).equals(Optional.of(passThrough)))
                .collect(Collectors.toMap(
                        setting -> setting.name().substring(passThrough.prefix().length()),
                        Setting::text,
                        (earlier, later) -> later,
                        TreeMap::new));
    }

    /** Every key with the value in force and where it comes from, then what is passed through. Secrets are hidden. */
    public List<Setting> effective() {
        List<Setting> effective = new ArrayList<>();
        for (ConfigurationKey<?> key : keys) {
            Setting setting = settingByName.get(key.name());
            effective.add(new Setting(
                    key.name(),
                    setting == null
                            ? key.defaultText()
                            : shown(key, setting.text().trim()),
                    setting == null ? "default" : setting.origin()));
        }
        settingByName.values().stream()
                .filter(setting -> PassThrough.of(setting.name()).isPresent())
                .map(setting -> new Setting(setting.name(), hideSecret(setting), setting.origin()))
                .forEach(effective::add);
        return effective;
    }

    private static Object parse(ConfigurationKey<?> key, Setting setting) {
        try {
            return key.type().parse(setting.text());
        } catch (IllegalArgumentException | ArithmeticException notAllowed) {
            throw new ConfigurationException(key.name() + " is '" + oneLine(shown(key, setting.text())) + "' ("
                    + setting.origin() + "), expected " + key.type().expected());
        }
    }

    private static String shown(ConfigurationKey<?> key, String text) {
        return key.type().isSecret() && !text.isEmpty() ? HIDDEN : text;
    }

    private static ConfigurationException unknown(Setting setting, Map<String, ConfigurationKey<?>> keyByName) {
        String suggestion = NearestName.among(keyByName.keySet(), setting.name())
                .map(name -> "did you mean " + name + "?")
                .orElse("'freshet config' lists all keys");
        return new ConfigurationException(
                "unknown setting " + oneLine(setting.name()) + " (" + setting.origin() + "): " + suggestion);
    }

    private static String hideSecret(Setting setting) {
        String name = setting.name();
        boolean secret = name.contains("password")
                || name.contains("secret")
                || name.contains("jaas")
                || name.endsWith("ssl.keystore.key")
                || name.contains("token");
        return secret ? HIDDEN : setting.text().trim();
    }

    private static String oneLine(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= 100 ? printable : printable.substring(0, 100) + "...";
    }
}
