package io.freshet.cli;

/** Colours on a terminal that has them, plain text elsewhere. */
public enum AnsiStyle {
    PLAIN,
    COLOUR;

    private static final String ESCAPE = "\u001b[";
    private static final String RESET = ESCAPE + "0m";

    /** By what is asked for and what there is: colour unless switched off, {@code NO_COLOR} is set or it is no terminal. */
    public static AnsiStyle choose(boolean noColour, boolean noColourVariableSet, boolean terminal) {
        return noColour || noColourVariableSet || !terminal ? PLAIN : COLOUR;
    }

    public String bold(String text) {
        return in("1", text);
    }

    public String dim(String text) {
        return in("2", text);
    }

    public String green(String text) {
        return in("32", text);
    }

    public String red(String text) {
        return in("31", text);
    }

    public String yellow(String text) {
        return in("33", text);
    }

    public String cyan(String text) {
        return in("36", text);
    }

    private String in(String code, String text) {
        return this == PLAIN ? text : ESCAPE + code + "m" + text + RESET;
    }
}
