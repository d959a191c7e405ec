package io.freshet.text;

import java.lang.Character.UnicodeScript;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Names the language of a text: the tag its publisher gave wins; else the script tells. A fifth of Han among the letters
 * is Chinese, unless kana stand among them (Japanese); Hangul is Korean; Latin letters with English function words are
 * English; everything else is {@value #UNDETERMINED}. This is all the tokenizers need; it is no language identifier.
 */
public final class LanguageDetector {
    /** The BCP 47 tag of a text in no known language. */
    public static final String UNDETERMINED = "und";

    private static final int CHARS_READ_MAX = 4_000;
    /** Chinese technology news mixes in Latin names; an English text rarely quotes this much Chinese. */
    private static final double HAN_SHARE_MIN = .2;

    private static final double KANA_SHARE_OF_HAN_MIN = .1;
    private static final double FUNCTION_WORD_SHARE_MIN = .1;

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
        String head = PlainText.of(text.substring(0, Math.min(text.length(), CHARS_READ_MAX)));
        int letters = 0;
        int han = 0;
        int kana = 0;
        int hangul = 0;
        int latin = 0;
        for (int index = 0; index < head.length(); ) {
            int codePoint = head.codePointAt(index);
            index += Character.charCount(codePoint);
            if (!Character.isLetter(codePoint)) {
                continue;
            }
            letters++;
            UnicodeScript script = UnicodeScript.of(codePoint);
            if (script == UnicodeScript.HAN) {
                han++;
            } else if (script == UnicodeScript.HIRAGANA || script == UnicodeScript.KATAKANA) {
                kana++;
            } else if (script == UnicodeScript.HANGUL) {
                hangul++;
            } else if (script == UnicodeScript.LATIN) {
                latin++;
            }
        }
        if (kana + han >= HAN_SHARE_MIN * letters && kana > KANA_SHARE_OF_HAN_MIN * han) {
            return "ja";
        }
        if (han > 0 && han >= HAN_SHARE_MIN * letters) {
            return "zh";
        }
        if (hangul > 0 && hangul >= letters / 2) {
            return "ko";
        }
        return latin > letters / 2 && isEnglish(head) ? "en" : UNDETERMINED;
    }

    /** Whether a BCP 47 tag names Chinese in any script or region. */
    public static boolean isChinese(String language) {
        return primary(language).equals("zh");
    }

    static String primary(String language) {
        String lower = language.toLowerCase(Locale.ROOT);
        int end = lower.indexOf('-');
        return end < 0 ? lower : lower.substring(0, end);
    }

    private static boolean isEnglish(String text) {
        int words = 0;
        int functionWords = 0;
        for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}']+")) {
            if (!word.isEmpty()) {
                words++;
                functionWords += StopWords.isEnglishFunctionWord(word) ? 1 : 0;
            }
        }
        return functionWords > 0 && functionWords >= FUNCTION_WORD_SHARE_MIN * words;
    }
}
