package io.freshet.cli;

/** Escapes text for HTML. */
public final class HtmlText {
    private HtmlText() {}

    /** Replaces HTML's special characters by character references, for element content and attribute values. */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
