package io.freshet.text;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.lucene.analysis.icu.segmentation.DefaultICUTokenizerConfig;
import org.apache.lucene.analysis.icu.segmentation.ICUTokenizer;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/**
 * Tokenizer by the Unicode word rules (UAX 29), as implemented by Lucene. Japanese, Thai, Lao, Khmer and Burmese have
 * no spaces between words, so for them the dictionaries and syllable rules of ICU complete the word rules. In French,
 * Italian and Catalan an elided article or pronoun is cut off the word: "l'économie" is "économie".
 */
final class UnicodeTokenizer implements Tokenizer {
    static final UnicodeTokenizer SPACED = new UnicodeTokenizer(UnicodeTokenizer::bySpaces, Set.of());
    static final UnicodeTokenizer UNSPACED = new UnicodeTokenizer(UnicodeTokenizer::byDictionary, Set.of());
    static final UnicodeTokenizer FRENCH = new UnicodeTokenizer(
            UnicodeTokenizer::bySpaces,
            Set.of("l", "m", "t", "qu", "n", "s", "j", "d", "c", "jusqu", "quoiqu", "lorsqu", "puisqu"));
    static final UnicodeTokenizer ITALIAN = new UnicodeTokenizer(
            UnicodeTokenizer::bySpaces,
            Set.of(
                    "c", "l", "all", "dall", "dell", "nell", "sull", "coll", "pell", "gl", "agl", "dagl", "degl",
                    "negl", "sugl", "un", "m", "t", "s", "v", "d", "quest", "quell"));
    static final UnicodeTokenizer CATALAN =
            new UnicodeTokenizer(UnicodeTokenizer::bySpaces, Set.of("d", "l", "m", "n", "s", "t"));

    /** Length at which Lucene cuts a run of letters. A word is shorter; a run of this length or more is dropped. */
    private static final int WORD_CHARS_MAX = 64;

    /**
     * Creates a new Lucene tokenizer for each sentence. Its buffer is a few kilobytes at most, so reuse per thread
     * would save little.
     */
    private final Supplier<org.apache.lucene.analysis.Tokenizer> tokenizers;
    /**
     * Elided articles and pronouns that are cut off, in lower case without the apostrophe, such as {@code l} of
     * "l'économie".
     */
    private final Set<String> elisions;

    private UnicodeTokenizer(Supplier<org.apache.lucene.analysis.Tokenizer> tokenizers, Set<String> elisions) {
        this.tokenizers = tokenizers;
        this.elisions = elisions;
    }

    private static org.apache.lucene.analysis.Tokenizer bySpaces() {
        StandardTokenizer tokenizer = new StandardTokenizer();
        tokenizer.setMaxTokenLength(WORD_CHARS_MAX);
        return tokenizer;
    }

    private static org.apache.lucene.analysis.Tokenizer byDictionary() {
        return new ICUTokenizer(Dictionaries.CONFIG);
    }

    @Override
    public List<Sentence> sentences(String text, int tokensMax) {
        return SentenceSplitter.sentences(text, tokensMax, this::words);
    }

    private List<Token> words(String sentence, int tokensMax) {
        List<Token> words = new ArrayList<>();
        try (org.apache.lucene.analysis.Tokenizer tokenizer = tokenizers.get()) {
            OffsetAttribute offset = tokenizer.addAttribute(OffsetAttribute.class);
            tokenizer.setReader(new StringReader(sentence));
            tokenizer.reset();
            int end = 0;
            int cutAt = -1;
            while (words.size() < tokensMax && tokenizer.incrementToken()) {
                int start = offset.startOffset();
                if (start == cutAt || offset.endOffset() - start == WORD_CHARS_MAX) {
                    cutAt = offset.endOffset();
                    continue;
                }
                start += elidedChars(sentence, start, offset.endOffset());
                Link link = words.isEmpty() ? Link.NONE : Terms.link(sentence, end, start);
                end = offset.endOffset();
                String word = sentence.substring(start, end);
                String surface = word.substring(0, Terms.lengthWithoutPossessive(word));
                end = start + surface.length();
                if (Terms.isAcronym(surface) && end < sentence.length() && sentence.charAt(end) == '.') {
                    end++;
                }
                if (surface.length() < WORD_CHARS_MAX && Terms.isWord(surface)) {
                    words.add(Terms.token(sentence.substring(start, end), surface, link));
                }
            }
        } catch (IOException exception) {
            throw new UncheckedIOException("reading from a string failed", exception);
        }
        return words;
    }

    /** Length of the elided article or pronoun at the start of a word, apostrophe included; 0 if there is none. */
    private int elidedChars(String sentence, int start, int end) {
        for (int index = start + 1; index < end - 1 && !elisions.isEmpty(); index++) {
            if (sentence.charAt(index) == '\'' || sentence.charAt(index) == '’') {
                String elided = sentence.substring(start, index).toLowerCase(Locale.ROOT);
                return elisions.contains(elided) ? index + 1 - start : 0;
            }
        }
        return 0;
    }

    /** Holder of ICU's data, which delays loading until the first text that needs them. */
    private static final class Dictionaries {
        /**
         * ICU's settings: splits Japanese into words instead of characters, and Burmese into words instead of
         * syllables.
         */
        static final DefaultICUTokenizerConfig CONFIG = new DefaultICUTokenizerConfig(true, true);
    }
}
