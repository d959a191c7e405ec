package io.freshet.config;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Definition of a setting: name, type, default value, importance and description.
 *
 * @param name dotted lower-case name with hyphens within a part, such as {@code push.minimum-interval}
 * @param type syntax and allowed values
 * @param defaultValue value if no flag, environment variable or file sets the key
 * @param importance operators who should look at the setting
 * @param doc description in one or two sentences, without the default
 */
public record ConfigurationKey<T>(String name, ValueType<T> type, T defaultValue, Importance importance, String doc) {

    /** Prefix of the names of environment variables that hold settings. */
    public static final String ENVIRONMENT_PREFIX = "FRESHET_";

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*([.-][a-z0-9]+)*");

    /** Importance of a setting: how many operators should look at it. */
    public enum Importance {
        /** Every operator should check the value once. */
        HIGH,
        /** Some newsrooms change the value. */
        MEDIUM,
        /** The default suits most newsrooms. */
        LOW
    }

    public ConfigurationKey {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("key name is " + name + ", expected a match of " + NAME);
        }
        if (doc.isBlank()) {
            throw new IllegalArgumentException(name + " has no doc");
        }
        type.parse(type.format(defaultValue));
    }

    /** Default value as a properties file spells it. */
    public String defaultText() {
        return type.format(defaultValue);
    }

    /** Name of the environment variable that sets the key, such as {@code FRESHET_PUSH_MINIMUM_INTERVAL}. */
    public String environmentVariable() {
        return ENVIRONMENT_PREFIX
                + name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
