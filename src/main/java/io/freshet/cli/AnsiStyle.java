package io.freshet.cli;

/** Styles text with ANSI escape sequences, or leaves it plain. */
public enum AnsiStyle {
    PLAIN,
    COLOUR;

    private static final String ESCAPE = "\u001b[";
    private static final String RESET = ESCAPE + "0m";

    /**
     * Chooses {@link #COLOUR} on a terminal, unless a flag or an environment variable switches colour off; otherwise
     * {@link #PLAIN}.
     *
     * @param noColour whether a flag of the command switches colour off
     * @param noColourVariableSet whether the environment variable {@code NO_COLOR} is set
     */
    public static AnsiStyle choose(boolean noColour, boolean noColourVariableSet, boolean terminal) {
        return noColour || noColourVariableSet || !terminal ? PLAIN : COLOUR;
    }

    public String bold(String text) {
        return styled("1", text);
    }

    public String dim(String text) {
        return styled("2", text);
    }

    public String green(String text) {
        return styled("32", text);
    }

    public String red(String text) {
        return styled("31", text);
    }

    public String yellow(String text) {
        return styled("33", text);
    }

    public String cyan(String text) {
        return styled("36", text);
    }

    private String styled(String code, String text) {
        return this == PLAIN ? text : ESCAPE + code + "m" + text + RESET;
    }
}
