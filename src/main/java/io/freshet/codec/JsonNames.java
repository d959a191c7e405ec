package io.freshet.codec;

import java.util.Locale;

/** JSON names of enum constants: lower case with hyphens. */
public final class JsonNames {

    private JsonNames() {}

    /** {@code hide} for {@code HIDE}. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
