package io.freshet.codec;

import java.util.Locale;

/** How constants are spelt in JSON: in small letters with hyphens. */
public final class JsonNames {

    private JsonNames() {}

    /** {@code hide} for {@code HIDE}. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
