package io.freshet.text;

import static java.util.Map.entry;

import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Detects the language of a text by the publisher's tag, else by the script, else by the sequences of characters. The
 * script decides if it belongs to one language; {@link LanguageIdentifier} distinguishes the languages of Latin,
 * Cyrillic, Arabic and Devanagari script. The result is {@value #UNDETERMINED} if no script has half of the letters or
 * two languages are about equally probable.
 *
 * <p>Text of at least a fifth of Han letters is Chinese, or Japanese if kana are mixed in. Hangul is Korean, Thai
 * script is Thai, and so on. Stateless and thread-safe.
 */
public final class LanguageDetector {
    /** The BCP 47 tag of text whose language is unknown. */
    public static final String UNDETERMINED = "und";

    private static final int SUBTAG_CHARS_MAX = 8;
    private static final int CHARS_READ_MAX = 4_000;
    /**
     * Share of Han and kana letters from which a text counts as Chinese or Japanese. Chinese technology news contains
     * many Latin names; English text rarely quotes this much Chinese.
     */
    private static final double HAN_SHARE_MIN = .2;
    /** Ratio of kana to Han letters above which a text counts as Japanese, not Chinese. */
    private static final double KANA_PER_HAN_MIN = .1;

    /** BCP 47 tag of the language of each script that one language uses alone, or far more than any other. */
    private static final Map<UnicodeScript, String> LANGUAGE_OF_SCRIPT = Map.ofEntries(
            entry(UnicodeScript.HANGUL, "ko"),
            entry(UnicodeScript.THAI, "th"),
            entry(UnicodeScript.LAO, "lo"),
            entry(UnicodeScript.KHMER, "km"),
            entry(UnicodeScript.MYANMAR, "my"),
            entry(UnicodeScript.GREEK, "el"),
            entry(UnicodeScript.HEBREW, "he"),
            entry(UnicodeScript.GEORGIAN, "ka"),
            entry(UnicodeScript.ARMENIAN, "hy"),
            entry(UnicodeScript.BENGALI, "bn"),
            entry(UnicodeScript.GURMUKHI, "pa"),
            entry(UnicodeScript.GUJARATI, "gu"),
            entry(UnicodeScript.ORIYA, "or"),
            entry(UnicodeScript.TAMIL, "ta"),
            entry(UnicodeScript.TELUGU, "te"),
            entry(UnicodeScript.KANNADA, "kn"),
            entry(UnicodeScript.MALAYALAM, "ml"),
            entry(UnicodeScript.SINHALA, "si"),
            entry(UnicodeScript.TIBETAN, "bo"),
            entry(UnicodeScript.THAANA, "dv"));

    private LanguageDetector() {}

    /**
     * Returns the BCP 47 tag of a text's language: the given tag if there is one, else the detected language.
     *
     * @param given the publisher's tag; null or blank if there is none
     * @param text the text, of which the first {@value #CHARS_READ_MAX} characters are examined
     */
    public static String detect(@Nullable String given, String text) {
        if (given != null && !given.isBlank()) {
            return given.strip().replace('_', '-');
        }
        String head = head(text);
        Scripts scripts = Scripts.of(head);
        String byScript = scripts.language();
        UnicodeScript main = scripts.main();
        return byScript.equals(UNDETERMINED) && LanguageIdentifier.supports(main)
                ? LanguageIdentifier.identify(main, head).orElse(UNDETERMINED)
                : byScript;
    }

    /**
     * Detects the language of a text by its script alone, at a fraction of the cost of {@link #detect}. The result is
     * enough for {@link Tokenizer#forLanguage}.
     *
     * @return the BCP 47 tag of the script's only language; {@value #UNDETERMINED} if the script has several
     */
    public static String ofScript(String text) {
        return Scripts.of(head(text)).language();
    }

    /** Returns the primary subtag of a BCP 47 tag in lower case; {@value #UNDETERMINED} if the tag is malformed. */
    public static String primary(String language) {
        String lower = language.strip().toLowerCase(Locale.ROOT);
        int length = 0;
        while (length < lower.length() && lower.charAt(length) >= 'a' && lower.charAt(length) <= 'z') {
            length++;
        }
        boolean terminated = length == lower.length() || lower.charAt(length) == '-' || lower.charAt(length) == '_';
        return terminated && length >= 2 && length <= SUBTAG_CHARS_MAX ? lower.substring(0, length) : UNDETERMINED;
    }

    private static String head(String text) {
        return PlainText.of(text.substring(0, Math.min(text.length(), CHARS_READ_MAX)));
    }

    /** Letter counts of a text by script. */
    private record Scripts(int letters, Map<UnicodeScript, Integer> counts) {

        static Scripts of(String text) {
            int letters = 0;
            Map<UnicodeScript, Integer> counts = new EnumMap<>(UnicodeScript.class);
            for (int index = 0; index < text.length(); ) {
                int codePoint = text.codePointAt(index);
                index += Character.charCount(codePoint);
                if (Character.isLetter(codePoint)) {
                    letters++;
                    counts.merge(UnicodeScript.of(codePoint), 1, Integer::sum);
                }
            }
            return new Scripts(letters, counts);
        }

        int count(UnicodeScript script) {
            return counts.getOrDefault(script, 0);
        }

        /** The script of at least half of the letters; {@link UnicodeScript#COMMON} if no script has half. */
        UnicodeScript main() {
            return counts.entrySet().stream()
                    .filter(script -> 2 * script.getValue() >= letters)
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElse(UnicodeScript.COMMON);
        }

        String language() {
            int han = count(UnicodeScript.HAN);
            int kana = count(UnicodeScript.HIRAGANA) + count(UnicodeScript.KATAKANA);
            if (kana + han >= HAN_SHARE_MIN * letters && kana > KANA_PER_HAN_MIN * han) {
                return "ja";
            }
            if (han > 0 && han >= HAN_SHARE_MIN * letters) {
                return "zh";
            }
            return LANGUAGE_OF_SCRIPT.getOrDefault(main(), UNDETERMINED);
        }
    }
}
