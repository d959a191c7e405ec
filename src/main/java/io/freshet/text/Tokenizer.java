package io.freshet.text;

import java.util.List;

/**
 * Splits running text into sentences of words by the rules of one language. Never fails on any text: what is no word is
 * dropped. Safe to use from any thread.
 */
public interface Tokenizer {

    /**
     * The sentences of a text.
     *
     * @param text as published: mark-up, addresses and control characters are dropped
     * @param tokensMax at least 0; what follows this many tokens is ignored
     */
    List<Sentence> sentences(String text, int tokensMax);

    /** As {@link #sentences}, with the language the rules are those of. */
    default TokenisedText tokenise(String text, String language, int tokensMax) {
        return new TokenisedText(language, sentences(text, tokensMax));
    }

    /**
     * The tokenizer of a language: words of a dictionary for Chinese, Japanese, Thai, Lao, Khmer and Burmese, Unicode word
     * rules for every other.
     *
     * @param language a BCP 47 tag, such as {@link LanguageDetector#detect} returns
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
