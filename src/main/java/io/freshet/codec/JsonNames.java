package io.freshet.codec;

import java.util.Locale;

/** JSON names of enum constants: lower case with hyphens. */
public final class JsonNames {

    private JsonNames() {}

    /** JSON name of an enum constant, such as {@code new-in-category} for {@code NEW_IN_CATEGORY}. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
