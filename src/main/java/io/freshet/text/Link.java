package io.freshet.text;

/** Separator between a token and its predecessor in the sentence. Only linked tokens can form a phrase. */
public enum Link {
    /** Not linked: start of the sentence, or punctuation such as a comma. */
    NONE(""),
    /** White space. */
    SPACE(" "),
    /** One hyphen. */
    HYPHEN("-"),
    /** No separator, as between Chinese words. */
    ADJACENT("");

    private final String separator;

    Link(String separator) {
        this.separator = separator;
    }

    /** The text to put between the two surfaces; empty for {@link #NONE} and {@link #ADJACENT}. */
    public String separator() {
        return separator;
    }
}
