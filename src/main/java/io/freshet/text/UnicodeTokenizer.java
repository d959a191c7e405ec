package io.freshet.text;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/** Words by the Unicode rules (UAX 29), as Lucene's StandardTokenizer finds them; for every language but Chinese. */
final class UnicodeTokenizer implements Tokenizer {
    static final UnicodeTokenizer INSTANCE = new UnicodeTokenizer();

    /** Longer runs of letters are no words; the tokenizer skips what is left of them in pieces of this length. */
    private static final int WORD_CHARS_MAX = 64;

    private UnicodeTokenizer() {}

    @Override
    public List<Sentence> sentences(String text, int tokensMax) {
        return SentenceSplitter.sentences(text, tokensMax, UnicodeTokenizer::words);
    }

    private static List<Token> words(String sentence, int tokensMax) {
        List<Token> words = new ArrayList<>();
        // A new tokenizer a sentence: it holds a buffer of a few hundred bytes, and keeping one per thread saves
        // little.
        try (StandardTokenizer tokenizer = new StandardTokenizer()) {
            tokenizer.setMaxTokenLength(WORD_CHARS_MAX);
            OffsetAttribute offset = tokenizer.addAttribute(OffsetAttribute.class);
            tokenizer.setReader(new StringReader(sentence));
            tokenizer.reset();
            int end = 0;
            while (words.size() < tokensMax && tokenizer.incrementToken()) {
                int start = offset.startOffset();
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
            throw new UncheckedIOException("a string cannot fail to be read", exception);
        }
        return words;
    }
}
