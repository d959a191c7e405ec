package io.freshet.codec.contract;

import java.util.regex.Pattern;

/** Checks names and other texts in {@code topology/topics.yaml}. */
final class ContractText {
    private static final Pattern KEBAB_CASE = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    private ContractText() {}

    static void checkName(String kind, String name) {
        if (!KEBAB_CASE.matcher(name).matches()) {
            throw new IllegalArgumentException("the name of a " + kind + " is \"" + name + "\", expected kebab-case");
        }
    }

    static void checkNotBlank(String name, String field, String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(name + " has a blank " + field);
        }
    }
}
