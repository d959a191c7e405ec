package io.freshet.text;

import java.lang.Character.UnicodeScript;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Entities;

/**
 * Extracts the readable text of a published text: drops mark-up, web and mail addresses and invisible characters, and
 * normalises to Unicode form C.
 * <ul>
 *   <li>Script, style, comments, HTML tags, control characters and unpaired surrogates become spaces.</li>
 *   <li>Web and mail addresses become spaces, also without a scheme ({@code bit.ly/abc}). {@code Amazon.com} is a name
 *       and stays.</li>
 *   <li>Character references become their characters.</li>
 *   <li>Invisible format characters are removed, except that a zero-width space becomes a space and a joiner stays
 *       where it changes the form of a letter.</li>
 * </ul>
 * All patterns are possessive or bounded, so they run in linear time on any input.
 *
 * <p>All named references of HTML are decoded. HTML allows 106 of the names without a semicolon; these are decoded only
 * if no letter, digit or {@code =} follows, as in HTML attributes, because the {@code &reg} of
 * {@code rules&regulations} is no reference. Unknown names stay unchanged.
 *
 * <p>Only names of HTML elements count as tags, because news wires write share symbols as {@code <IBM>}.
 */
final class PlainText {
    private static final Set<String> BLOCK_ELEMENTS = Set.of(
            "address",
            "article",
            "aside",
            "blockquote",
            "br",
            "caption",
            "dd",
            "div",
            "dl",
            "dt",
            "figcaption",
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
            "li",
            "main",
            "nav",
            "ol",
            "p",
            "pre",
            "section",
            "table",
            "tbody",
            "td",
            "tfoot",
            "th",
            "thead",
            "tr",
            "ul");
    private static final Set<String> INLINE_ELEMENTS = Set.of(
            "a",
            "abbr",
            "audio",
            "b",
            "big",
            "body",
            "button",
            "center",
            "cite",
            "code",
            "em",
            "embed",
            "font",
            "head",
            "html",
            "i",
            "iframe",
            "img",
            "input",
            "label",
            "link",
            "mark",
            "meta",
            "noscript",
            "object",
            "option",
            "param",
            "picture",
            "q",
            "s",
            "script",
            "select",
            "small",
            "source",
            "span",
            "strike",
            "strong",
            "style",
            "sub",
            "sup",
            "svg",
            "time",
            "title",
            "u",
            "video",
            "wbr");
    private static final List<Span> HIDDEN = List.of(
            new Span("<!--", "-->"), new Span("<script\\b", "</script\\s*+>"), new Span("<style\\b", "</style\\s*+>"));
    private static final Pattern TAG =
            Pattern.compile("</?+([A-Za-z][A-Za-z0-9]{0,15}+)(\\s[^<>]{0,4000}+)?+/?+>|<[!?][^<>]{0,4000}+>");
    private static final Pattern REFERENCE = Pattern.compile(
            "&(?:#([0-9]{1,7}+);|#[xX]([0-9A-Fa-f]{1,6}+);|([A-Za-z][A-Za-z0-9]{1,31}+)(;|(?![=A-Za-z0-9])))");
    /** Charset by which HTML decodes numeric references from 0x80 to 0x9F, the C1 controls of Unicode. */
    private static final Charset WINDOWS_LATIN = Charset.forName("windows-1252");

    private static final Pattern WEB_ADDRESS =
            Pattern.compile("(?i)(?<![\\p{L}\\p{N}])(?:https?://|ftp://|www\\.)[\\x21-\\x7e&&[^<>\"]]++");
    private static final Pattern MAIL_ADDRESS = Pattern.compile(
            "(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}+@[A-Za-z0-9-]{1,63}+(?:\\.[A-Za-z0-9-]{1,63}+){1,8}+");

    /**
     * Matches a possible host without a scheme, such as "bit.ly", with optional port and path. {@link WebHosts} decides
     * whether it is a host.
     */
    private static final Pattern HOST = Pattern.compile("(?<![\\p{L}\\p{N}@#&._-])"
            + "([A-Za-z0-9][A-Za-z0-9-]{0,62}+(?:\\.[A-Za-z0-9-]{1,63}+){1,8}+)"
            + "(:[0-9]{1,5}+)?+(/[\\x21-\\x7e&&[^<>\"]]*+)?+");

    private static final char ZERO_WIDTH_SPACE = '\u200b';

    private PlainText() {}

    /**
     * Returns {@code published} without mark-up, web and mail addresses and invisible characters, in Unicode form C.
     * Every block element becomes a line end.
     */
    static String of(String published) {
        String text = published;
        if (text.indexOf('<') >= 0) {
            for (Span hidden : HIDDEN) {
                text = hidden.removedFrom(text);
            }
            text = TAG.matcher(text).replaceAll(PlainText::withoutTag);
        }
        if (text.indexOf('&') >= 0) {
            text = REFERENCE.matcher(text).replaceAll(PlainText::character);
        }
        // These cheap checks save most texts two passes of the regex engine.
        if (text.contains("://") || text.contains("www.") || text.contains("WWW.")) {
            text = WEB_ADDRESS.matcher(text).replaceAll(" ");
        }
        if (hasInnerDot(text)) {
            text = HOST.matcher(text).replaceAll(PlainText::withoutAddress);
        }
        if (text.indexOf('@') >= 0) {
            text = MAIL_ADDRESS.matcher(text).replaceAll(" ");
        }
        return ComposedText.of(withoutInvisible(text));
    }

    /** Whether a dot stands between an ASCII letter or digit and an ASCII letter, as in an address. */
    private static boolean hasInnerDot(String text) {
        for (int dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', dot + 1)) {
            if (dot > 0
                    && dot + 1 < text.length()
                    && isAsciiLetter(text.charAt(dot + 1))
                    && text.charAt(dot - 1) < 128
                    && Character.isLetterOrDigit(text.charAt(dot - 1))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAsciiLetter(char character) {
        return (character | 0x20) >= 'a' && (character | 0x20) <= 'z';
    }

    /**
     * Returns a space for a matched {@link #HOST} that is a web address, and the matched text itself otherwise. A host
     * with a capital letter and without port or path, such as "Amazon.com", is a name.
     */
    private static String withoutAddress(MatchResult host) {
        String name = host.group(1);
        boolean bare = host.group(2) == null && host.group(3) == null;
        boolean address = (!bare || name.chars().noneMatch(Character::isUpperCase)) && WebHosts.isHost(name);
        return address ? " " : Matcher.quoteReplacement(host.group());
    }

    private static String withoutTag(MatchResult tag) {
        String name = tag.group(1);
        if (name == null) {
            return " ";
        }
        String element = name.toLowerCase(Locale.ROOT);
        if (BLOCK_ELEMENTS.contains(element)) {
            return "\n";
        }
        return INLINE_ELEMENTS.contains(element) ? " " : Matcher.quoteReplacement(tag.group());
    }

    private static String character(MatchResult reference) {
        String decimal = reference.group(1);
        String hexadecimal = reference.group(2);
        String replacement;
        if (decimal != null) {
            replacement = codePoint(Integer.parseInt(decimal));
        } else if (hexadecimal != null) {
            replacement = codePoint(Integer.parseInt(hexadecimal, 16));
        } else {
            String name = reference.group(3);
            boolean named =
                    reference.group(4).isEmpty() ? Entities.isBaseNamedEntity(name) : Entities.isNamedEntity(name);
            replacement = named ? Entities.getByName(name) : reference.group();
        }
        return Matcher.quoteReplacement(replacement);
    }

    private static String codePoint(int codePoint) {
        if (codePoint >= 0x80 && codePoint <= 0x9F) {
            return new String(new byte[] {(byte) codePoint}, WINDOWS_LATIN);
        }
        return Character.isValidCodePoint(codePoint) ? Character.toString(codePoint) : " ";
    }

    private static String withoutInvisible(String text) {
        StringBuilder readable = new StringBuilder(text.length());
        for (int index = 0; index < text.length(); ) {
            int codePoint = text.codePointAt(index);
            index += Character.charCount(codePoint);
            switch (Character.getType(codePoint)) {
                case Character.CONTROL -> readable.append(codePoint == '\n' || codePoint == '\r' ? '\n' : ' ');
                case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> readable.append('\n');
                // No-break spaces separate words as other spaces do.
                case Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED, Character.SPACE_SEPARATOR ->
                    readable.append(' ');
                case Character.FORMAT -> {
                    // Soft hyphens and direction marks occur within words: removing them joins the word.
                    if (codePoint == ZERO_WIDTH_SPACE) {
                        readable.append(' ');
                    } else if (isJoiner(codePoint) && formsLetters(readable)) {
                        readable.appendCodePoint(codePoint);
                    }
                }
                default -> readable.appendCodePoint(codePoint);
            }
        }
        return readable.toString();
    }

    /** Whether a character is the zero-width joiner or non-joiner, which select the form of adjacent letters. */
    private static boolean isJoiner(int codePoint) {
        return codePoint == '\u200c' || codePoint == '\u200d';
    }

    /**
     * Whether the last character of {@code text} belongs to a script whose letters have several forms, such as Arabic
     * or Sinhala.
     */
    private static boolean formsLetters(StringBuilder text) {
        return !text.isEmpty()
                && switch (UnicodeScript.of(text.codePointBefore(text.length()))) {
                    case COMMON, LATIN, GREEK, CYRILLIC, HAN, HIRAGANA, KATAKANA, HANGUL, THAI, UNKNOWN -> false;
                    case INHERITED -> text.length() > 1 && !isJoiner(text.codePointBefore(text.length()));
                    default -> true;
                };
    }

    /** A kind of text to remove, such as HTML comments, with the patterns of its opening and closing delimiters. */
    private record Span(Pattern opening, Pattern closing) {

        Span(String opening, String closing) {
            this(
                    Pattern.compile(opening, Pattern.CASE_INSENSITIVE),
                    Pattern.compile(closing, Pattern.CASE_INSENSITIVE));
        }

        /**
         * Copy of {@code text} with a space in place of each span of this kind, delimiters included. An opening without
         * a closing stays.
         */
        String removedFrom(String text) {
            Matcher open = opening.matcher(text);
            Matcher close = closing.matcher(text);
            StringBuilder rest = new StringBuilder();
            int start = 0;
            // Linear on any text: both searches only move forward and stop at the first opening without a closing.
            while (open.find(start) && close.find(open.end())) {
                rest.append(text, start, open.start()).append(' ');
                start = close.end();
            }
            return start == 0 ? text : rest.append(text, start, text.length()).toString();
        }
    }
}
