package io.freshet.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Checked values of all settings. Immutable. */
public final class Configuration {
    /**
     * Length in characters of the shortest secret that is masked in messages; a shorter one may occur in ordinary text.
     */
    private static final int SECRET_LENGTH_MIN = 4;

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
     * Reads all sources and checks all settings.
     *
     * @throws ConfigurationException for the first setting that is unknown or invalid
     */
    public static Configuration load(ConfigurationSources sources) {
        List<ConfigurationKey<?>> keys = ConfigurationKeys.ALL;
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
        return new Configuration(keys, valueByName, settingByName);
    }

    /**
     * Value of a setting; the default if no source sets the key.
     *
     * @throws IllegalArgumentException if the key is not in {@link ConfigurationKeys#ALL}
     */
    public <T> T get(ConfigurationKey<T> key) {
        Object value = valueByName.get(key.name());
        if (value == null) {
            throw new IllegalArgumentException(key.name() + " is not among the keys");
        }
        @SuppressWarnings("unchecked") // parsed by the key's own type
        T typed = (T) value;
        return typed;
    }

    /**
     * Creates a copy in which a properties file overrides recommendation settings, for the treatment of an experiment.
     *
     * @throws ConfigurationException if the file cannot be read, has an invalid value or sets a key that does not begin
     *     with {@code recommend.}, {@code push.}, {@code trending.} or {@code related.}
     */
    public Configuration overriddenBy(Path file) {
        Map<String, Object> values = new LinkedHashMap<>(valueByName);
        Map<String, Setting> settings = new TreeMap<>(settingByName);
        for (Setting setting : PropertiesFile.read(file)) {
            ConfigurationKey<?> key = RecommendKeys.ALL.stream()
                    .filter(candidate -> candidate.name().equals(setting.name()))
                    .findFirst()
                    .orElseThrow(() -> new ConfigurationException("setting " + oneLine(setting.name()) + " ("
                            + setting.origin() + ") cannot be tried in an experiment: only settings that begin with"
                            + " recommend., push., trending. or related. can"));
            values.put(key.name(), parse(key, setting));
            settings.put(key.name(), setting);
        }
        return new Configuration(keys, values, settings);
    }

    /** Whether the file, the environment or a flag sets this key; false if its default applies. */
    public boolean isSet(ConfigurationKey<?> key) {
        return settingByName.containsKey(key.name());
    }

    /**
     * Settings with the prefix of {@code passThrough}, to pass on to Kafka: value by name without the prefix. Empty if
     * no such setting is set.
     */
    public Map<String, String> passThrough(PassThrough passThrough) {
        return settingByName.values().stream()
                .filter(setting -> PassThrough.of(setting.name()).equals(Optional.of(passThrough)))
                .collect(Collectors.toMap(
                        setting -> setting.name().substring(passThrough.prefix().length()),
                        Setting::text,
                        (earlier, later) -> later,
                        TreeMap::new));
    }

    /**
     * Every setting with its value and source, followed by the settings passed through to Kafka. Secrets are hidden, as
     * is every passed-through value that is not known to be harmless.
     */
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
                .flatMap(setting -> PassThrough.of(setting.name()).stream()
                        .map(passThrough -> new Setting(setting.name(), passThrough.shown(setting), setting.origin())))
                .forEach(effective::add);
        return effective;
    }

    /**
     * Masks, in a text such as an error message of Kafka, every value that {@link #effective} hides. Short values
     * remain.
     */
    public String withoutSecrets(String text) {
        String cleaned = text;
        for (Setting setting : effective()) {
            Setting given = settingByName.get(setting.name());
            String secret = given == null ? "" : given.text().trim();
            if (setting.text().equals(PassThrough.HIDDEN) && secret.length() >= SECRET_LENGTH_MIN) {
                cleaned = cleaned.replace(secret, PassThrough.HIDDEN);
            }
        }
        return cleaned;
    }

    private static Object parse(ConfigurationKey<?> key, Setting setting) {
        try {
            return key.type().parse(setting.text());
        } catch (IllegalArgumentException | ArithmeticException invalid) {
            throw new ConfigurationException(key.name() + " is '" + oneLine(shown(key, setting.text())) + "' ("
                    + setting.origin() + "), expected " + key.type().expected());
        }
    }

    private static String shown(ConfigurationKey<?> key, String text) {
        return key.type().isSecret() && !text.isEmpty() ? PassThrough.HIDDEN : text;
    }

    private static ConfigurationException unknown(Setting setting, Map<String, ConfigurationKey<?>> keyByName) {
        String suggestion = NearestName.among(keyByName.keySet(), setting.name())
                .map(name -> "did you mean " + name + "?")
                .orElse("'freshet config' lists all keys");
        return new ConfigurationException(
                "unknown setting " + oneLine(setting.name()) + " (" + setting.origin() + "): " + suggestion);
    }

    private static String oneLine(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= 100 ? printable : printable.substring(0, 100) + "...";
    }
}
