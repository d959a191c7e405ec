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
 * Words of published files as the tokenizers write them, because only such words are ever looked up: lower case,
 * compatibility forms composed (NFKC), Simplified Chinese. Owned by one thread.
 */
final class WordFolding {
    private static final int TOKENS_MAX = 64;

    private final Tokenizer others;
    private final Tokenizer han;

    /** @param sample words of the file, the most frequent first: Japanese and Korean are not folded to Simplified */
    WordFolding(List<String> sample) {
        String language = LanguageDetector.detect(null, String.join(" ", sample));
        boolean ownHan = language.equals("ja") || language.equals("ko");
        this.others = Tokenizer.forLanguage(ownHan ? language : LanguageDetector.UNDETERMINED);
        this.han = ownHan ? others : Tokenizer.forLanguage("zh");
    }

    /**
     * A folded word.
     *
     * @param term the word as the tokenizers write it
     * @param reachable whether a text can hold the term: the tokenizers make one token of it, and no number
     */
    record Folded(String term, boolean reachable) {}

    /** Folds a word. What the tokenizers divide or drop is folded too, piece by piece, and keeps what is between. */
    Folded fold(String word) {
        if (isLowerCaseAscii(word)) {
            return new Folded(word, true);
        }
        String composed = Normalizer.normalize(word, Normalizer.Form.NFC);
        Tokenizer tokenizer = composed.codePoints().anyMatch(Character::isIdeographic) ? han : others;
        StringBuilder folded = new StringBuilder();
        int tokens = 0;
        int read = 0;
        boolean whole = true;
        for (Sentence sentence : tokenizer.sentences(composed, TOKENS_MAX)) {
            for (Token token : sentence.tokens()) {
                tokens++;
                int start = composed.indexOf(token.surface(), read);
                if (start < 0) {
                    // The tokenizer read mark-up, such as an entity, instead of what is written.
                    whole = false;
                    continue;
                }
                whole &= start == read && !token.number();
                folded.append(lower(composed.substring(read, start))).append(token.term());
                read = start + token.surface().length();
            }
        }
        folded.append(lower(composed.substring(read)));
        String term = folded.toString();
        boolean oneToken = tokens == 1 && whole && read == composed.length();
        return new Folded(term, oneToken || CompoundWord.is(term));
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
