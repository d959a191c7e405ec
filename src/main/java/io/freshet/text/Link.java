package io.freshet.text;

/** What stands between a token and the one before it in its sentence: only linked tokens can be one phrase. */
public enum Link {
    /** The start of a sentence, or punctuation such as a comma. */
    NONE(""),
    /** White space. */
    SPACE(" "),
    /** One hyphen. */
    HYPHEN("-"),
    /** Nothing, as between Chinese words. */
    ADJACENT("");

    private final String separator;

    Link(String separator) {
        this.separator = separator;
    }

    /** The text between the two surfaces, as in the original. */
    public String separator() {
        return separator;
    }
}
