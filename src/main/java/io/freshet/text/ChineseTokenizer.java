package io.freshet.text;

import com.hankcs.hanlp.HanLP;
import com.hankcs.hanlp.seg.Segment;
import com.hankcs.hanlp.seg.common.Term;
import java.util.ArrayList;
import java.util.List;

/**
 * Words of a Chinese text by HanLP's dictionary and bigram lattice, with names of persons recognised. Traditional
 * characters are folded to Simplified before, so that one word has one vector; the surface stays as written. Latin words
 * and numbers inside are kept.
 *
 * <p>The dictionaries load on first use and stay: about 1.5 s and 35 MB of heap, measured on a 2-core machine.
 */
final class ChineseTokenizer implements Tokenizer {
    static final ChineseTokenizer INSTANCE = new ChineseTokenizer();

    private static final int FULL_WIDTH_OFFSET = 0xFEE0;

    private ChineseTokenizer() {}

    @Override
    public List<Sentence> sentences(String text, int tokensMax) {
        return SentenceSplitter.sentences(text, tokensMax, ChineseTokenizer::words);
    }

    private static List<Token> words(String sentence, int tokensMax) {
        String simplified = simplify(halfWidth(sentence));
        List<Token> words = new ArrayList<>();
        int next = 0;
        int wordEnd = 0;
        for (Term term : Dictionaries.SEGMENT.seg(simplified)) {
            int start = next;
            int end = Math.min(simplified.length(), start + term.word.length());
            next = end;
            // The hyphen of "GPT-5" comes with the letters.
            while (start < end && isSign(simplified.charAt(start))) {
                start++;
            }
            while (end > start && isSign(simplified.charAt(end - 1))) {
                end--;
            }
            String folded = simplified.substring(start, end);
            if (Terms.isWord(folded)) {
                Link link = words.isEmpty() ? Link.NONE : Terms.link(sentence, wordEnd, start);
                words.add(Terms.token(sentence.substring(start, end).strip(), folded, link));
                wordEnd = end;
                if (words.size() >= tokensMax) {
                    break;
                }
            }
        }
        return words;
    }

    /** Whether a character of ASCII is no letter and no digit. */
    private static boolean isSign(char character) {
        return character < 128 && !Character.isLetterOrDigit(character);
    }

    /** Full-width Latin letters, digits and signs as plain ones, which the dictionary knows. */
    private static String halfWidth(String text) {
        StringBuilder plain = new StringBuilder(text);
        for (int index = 0; index < plain.length(); index++) {
            char character = plain.charAt(index);
            if (character > FULL_WIDTH_OFFSET + ' ' && character <= FULL_WIDTH_OFFSET + '~') {
                plain.setCharAt(index, (char) (character - FULL_WIDTH_OFFSET));
            }
        }
        return plain.toString();
    }

    /** The text in Simplified characters, each where it was: what changes the length of the text is left as it is. */
    private static String simplify(String text) {
        String simplified = Dictionaries.simplify(text);
        if (simplified.length() == text.length()) {
            return simplified;
        }
        StringBuilder each = new StringBuilder(text.length());
        for (int index = 0; index < text.length(); index++) {
            String one = Dictionaries.simplify(text.substring(index, index + 1));
            each.append(one.length() == 1 ? one.charAt(0) : text.charAt(index));
        }
        return each.toString();
    }

    /** Holds what loads slowly until a Chinese text comes; the JVM's class initialisation makes it safe and single. */
    private static final class Dictionaries {
        static final Segment SEGMENT =
                HanLP.newSegment().enablePartOfSpeechTagging(false).enableOffset(false);

        static String simplify(String text) {
            return HanLP.convertToSimplifiedChinese(text);
        }
    }
}
