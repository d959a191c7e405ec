package io.freshet.config;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One setting: its name, what it may be, what it is when nobody says, and what it is for.
 *
 * @param name dotted, lower case, hyphens within a part: {@code push.minimum-interval}
 * @param type how it is written and what it may be
 * @param defaultValue in force where no flag, environment variable or file sets it
 * @param importance whom it concerns
 * @param doc one or two sentences, without the default
 */
public record ConfigurationKey<T>(String name, ValueType<T> type, T defaultValue, Importance importance, String doc) {

    /** Prefix of the names of environment variables. */
    public static final String ENVIRONMENT_PREFIX = "FRESHET_";

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*([.-][a-z0-9]+)*");

    /** Whom a setting concerns. */
    public enum Importance {
        /** Everybody who runs Freshet looks at it once. */
        HIGH,
        /** A newsroom may want it otherwise. */
        MEDIUM,
        /** The evidence behind the default holds for most. */
        LOW
    }

    public ConfigurationKey {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a key is named " + name + ", expected " + NAME);
        }
        if (doc.isBlank()) {
            throw new IllegalArgumentException(name + " has no doc");
        }
        type.parse(type.format(defaultValue));
    }

    /** The default the way a file spells it. */
    public String defaultText() {
        return type.format(defaultValue);
    }

    /** The environment variable that sets it: {@code FRESHET_PUSH_MINIMUM_INTERVAL}. */
    public String environmentVariable() {
        return ENVIRONMENT_PREFIX
                + name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
