package io.freshet.text;

import static java.util.Map.entry;

import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Detects the language of a text. The publisher's tag wins, then the script where one language is written in it: a fifth of
 * Han among the letters is Chinese, unless kana stand among them (Japanese); Hangul is Korean, Thai script Thai, and so on.
 * {@link LanguageIdentifier} tells the languages of Latin, Cyrillic, Arabic and Devanagari script apart. A text without a
 * main script, or near to two languages, is {@value #UNDETERMINED}.
 */
public final class LanguageDetector {
    /** The BCP 47 tag of a text in no known language. */
    public static final String UNDETERMINED = "und";

    private static final int SUBTAG_CHARS_MAX = 8;
    private static final int CHARS_READ_MAX = 4_000;
    /** Chinese technology news mixes in Latin names; an English text rarely quotes this much Chinese. */
    private static final double HAN_SHARE_MIN = .2;

    private static final double KANA_SHARE_OF_HAN_MIN = .1;

    /** Scripts in which one language is written, or one far more than the others. */
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
     * The BCP 47 tag of a text.
     *
     * @param given the publisher's tag; null or blank if there is none
     * @param text its first {@value #CHARS_READ_MAX} characters are read
     */
    public static String detect(@Nullable String given, String text) {
        if (given != null && !given.isBlank()) {
            return given.strip().replace('_', '-');
        }
        String head = head(text);
        Scripts scripts = Scripts.of(head);
        String byScript = scripts.language();
        UnicodeScript main = scripts.main();
        return byScript.equals(UNDETERMINED) && LanguageIdentifier.knows(main)
                ? LanguageIdentifier.language(main, head).orElse(UNDETERMINED)
                : byScript;
    }

    /**
     * The BCP 47 tag of the only language in the text's script, {@value #UNDETERMINED} if there are several. It says all that
     * {@link Tokenizer#forLanguage} needs, at a fraction of the cost.
     */
    public static String ofScript(String text) {
        return Scripts.of(head(text)).language();
    }

    /** Whether a BCP 47 tag names Chinese in any script or region. */
    public static boolean isChinese(String language) {
        return primary(language).equals("zh");
    }

    /** The primary subtag of a BCP 47 tag, in lower case; {@value #UNDETERMINED} of what is none. */
    public static String primary(String language) {
        String lower = language.strip().toLowerCase(Locale.ROOT);
        int length = 0;
        while (length < lower.length() && lower.charAt(length) >= 'a' && lower.charAt(length) <= 'z') {
            length++;
        }
        boolean ends = length == lower.length() || lower.charAt(length) == '-' || lower.charAt(length) == '_';
        return ends && length >= 2 && length <= SUBTAG_CHARS_MAX ? lower.substring(0, length) : UNDETERMINED;
    }

    private static String head(String text) {
        return PlainText.of(text.substring(0, Math.min(text.length(), CHARS_READ_MAX)));
    }

    /** Letters of a text by script. */
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

        /** The script of at least half of the letters; {@link UnicodeScript#COMMON} if there is none. */
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
            if (kana + han >= HAN_SHARE_MIN * letters && kana > KANA_SHARE_OF_HAN_MIN * han) {
                return "ja";
            }
            if (han > 0 && han >= HAN_SHARE_MIN * letters) {
                return "zh";
            }
            return LANGUAGE_OF_SCRIPT.getOrDefault(main(), UNDETERMINED);
        }
    }
}
