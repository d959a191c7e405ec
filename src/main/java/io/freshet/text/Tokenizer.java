package io.freshet.text;

import java.util.List;

/**
 * Splits text into sentences of tokens by the rules of one language. Accepts any text without failing; symbols and
 * emoji are dropped. Thread-safe.
 */
public interface Tokenizer {

    /**
     * Splits a text into sentences of tokens, at most {@code tokensMax} tokens in all; ignores the rest of the text.
     *
     * @param text as published: mark-up, web and mail addresses and control characters are dropped
     * @param tokensMax at least 0
     */
    List<Sentence> sentences(String text, int tokensMax);

    /** Splits a text as {@link #sentences} does and labels the result with {@code language}. */
    default TokenisedText tokenise(String text, String language, int tokensMax) {
        return new TokenisedText(language, sentences(text, tokensMax));
    }

    /**
     * Returns the tokenizer of a language: dictionaries for Chinese, Japanese, Thai, Lao, Khmer and Burmese, Unicode
     * word rules for all other languages.
     *
     * @param language a BCP 47 tag, such as the result of {@link LanguageDetector#detect}
     */
    static Tokenizer forLanguage(String language) {
        return switch (LanguageDetector.primary(language)) {
            case "zh" -> ChineseTokenizer.INSTANCE;
            case "ja", "th", "lo", "km", "my" -> UnicodeTokenizer.UNSPACED;
            case "fr" -> UnicodeTokenizer.FRENCH;
            case "it" -> UnicodeTokenizer.ITALIAN;
            case "ca" -> UnicodeTokenizer.CATALAN;
            default -> UnicodeTokenizer.SPACED;
        };
    }
}
