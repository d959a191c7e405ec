package io.freshet.cli;

/** Text as it must be written within HTML. */
public final class HtmlText {
    private HtmlText() {}

    /** The text with the characters that mean something to HTML written as references; fit for attributes too. */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
