package io.freshet.words.file;

import io.freshet.text.LanguageDetector;
import io.freshet.text.Sentence;
import io.freshet.text.Token;
import io.freshet.text.Tokenizer;
import io.freshet.words.phrase.CompoundWord;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/**
 * Converts words of published files to the terms that the tokenizers would produce: lower case, NFKC, Simplified
 * Chinese. Only such terms are ever looked up. Owned by one thread.
 */
final class WordFolding {
    private static final int TOKENS_MAX = 64;

    private final Tokenizer tokenizer;
    /** Tokenizer for words with ideographs (Chinese characters). */
    private final Tokenizer ideographTokenizer;

    /**
     * Creates a folding for the language of a file, detected from {@code sample}. Japanese and Korean are not folded to
     * Simplified Chinese.
     *
     * @param sample most frequent words of the file, from which the language is detected
     */
    WordFolding(List<String> sample) {
        String language = LanguageDetector.detect(null, String.join(" ", sample));
        boolean keepsIdeographs = language.equals("ja") || language.equals("ko");
        this.tokenizer = Tokenizer.forLanguage(keepsIdeographs ? language : LanguageDetector.UNDETERMINED);
        this.ideographTokenizer = keepsIdeographs ? tokenizer : Tokenizer.forLanguage("zh");
    }

    /**
     * A folded word: its term, and whether a tokenizer can produce this term.
     *
     * @param term the word in the form of a term
     * @param reachable whether a tokenizer can produce the term: it is one token and not a number, or a compound word
     */
    record Folded(String term, boolean reachable) {}

    /**
     * Converts a word of a file to the term that the tokenizers would produce for it. If the tokenizer splits the word,
     * each token is folded and the characters between tokens are kept.
     */
    Folded fold(String word) {
        if (isLowerCaseAscii(word)) {
            return new Folded(word, true);
        }
        String composed = Normalizer.normalize(word, Normalizer.Form.NFC);
        Tokenizer chosen = composed.codePoints().anyMatch(Character::isIdeographic) ? ideographTokenizer : tokenizer;
        StringBuilder folded = new StringBuilder();
        int tokens = 0;
        int position = 0;
        boolean whole = true;
        for (Sentence sentence : chosen.sentences(composed, TOKENS_MAX)) {
            for (Token token : sentence.tokens()) {
                tokens++;
                int start = composed.indexOf(token.surface(), position);
                if (start < 0) {
                    // The tokenizer decoded mark-up, such as a character reference, so the surface is not in the word.
                    whole = false;
                    continue;
                }
                whole &= start == position && !token.number();
                folded.append(lower(composed.substring(position, start))).append(token.term());
                position = start + token.surface().length();
            }
        }
        folded.append(lower(composed.substring(position)));
        String term = folded.toString();
        boolean oneToken = tokens == 1 && whole && position == composed.length();
        return new Folded(term, oneToken || CompoundWord.isCompound(term));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static boolean isLowerCaseAscii(String word) {
        for (int index = 0; index < word.length(); index++) {
            if (word.charAt(index) < 'a' || word.charAt(index) > 'z') {
                return false;
            }
        }
        return true;
    }
}
