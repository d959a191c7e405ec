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

    /** Text that joins the two tokens in a displayed phrase; empty for {@link #NONE} and {@link #ADJACENT}. */
    public String separator() {
        return separator;
    }
}
