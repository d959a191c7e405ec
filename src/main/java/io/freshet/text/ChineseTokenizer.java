package io.freshet.text;

import com.hankcs.hanlp.HanLP;
import com.hankcs.hanlp.seg.Segment;
import com.hankcs.hanlp.seg.common.Term;
import java.util.ArrayList;
import java.util.List;

/**
 * Tokenizer of Chinese text: HanLP's dictionary and bigram lattice, with recognition of person names. Traditional
 * characters are folded to Simplified first, so that a word has one vector; the surface keeps the published characters.
 * Latin words, numbers and names of both within the text are kept.
 *
 * <p>The dictionaries load on first use and stay in memory: about 1.5 s and 35 MB of heap, measured on a 2-core
 * machine.
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
        int wordEnd = 0;
        for (Span span : spans(simplified)) {
            String folded = simplified.substring(span.start, span.end);
            if (Terms.isWord(folded)) {
                Link link = words.isEmpty() ? Link.NONE : Terms.link(sentence, wordEnd, span.start);
                words.add(Terms.token(sentence.substring(span.start, span.end).strip(), folded, link));
                wordEnd = span.end;
                if (words.size() >= tokensMax) {
                    break;
                }
            }
        }
        return words;
    }

    /** Segments of a sentence, without ASCII symbols at their ends; {@code end} is exclusive. */
    private record Span(int start, int end) {}

    /** Segments a sentence. HanLP cuts Latin letters from digits; the pieces of a name such as "PS5" are put together. */
    private static List<Span> spans(String simplified) {
        List<Span> spans = new ArrayList<>();
        int next = 0;
        for (Term term : Dictionaries.SEGMENT.seg(simplified)) {
            int start = next;
            int end = Math.min(simplified.length(), start + term.word.length());
            next = end;
            // HanLP leaves the hyphen of "GPT-5" on the letters.
            while (start < end && isAsciiSymbol(simplified.charAt(start))) {
                start++;
            }
            while (end > start && isAsciiSymbol(simplified.charAt(end - 1))) {
                end--;
            }
            Span last = spans.isEmpty() ? null : spans.get(spans.size() - 1);
            if (last != null && isSplitName(simplified, last, start, end)) {
                spans.set(spans.size() - 1, new Span(last.start, end));
            } else if (start < end) {
                spans.add(new Span(start, end));
            }
        }
        return spans;
    }

    /**
     * Whether the next segment continues a name of Latin letters and digits: "PS" and "5", "H1" and "N", "5" and "G".
     * Letters after several digits are a unit, as in "25mm".
     */
    private static boolean isSplitName(String text, Span last, int start, int end) {
        if (last.end != start
                || start == end
                || !isAsciiWord(text.charAt(start))
                || !isAsciiWord(text.charAt(start - 1))) {
            return false;
        }
        boolean digitAndLetter = last.end - last.start == 1 && end - start == 1 && isAsciiCapital(text.charAt(start));
        return !Character.isDigit(text.charAt(last.start)) || digitAndLetter;
    }

    private static boolean isAsciiWord(char character) {
        return character < 128 && Character.isLetterOrDigit(character);
    }

    private static boolean isAsciiSymbol(char character) {
        return character < 128 && !Character.isLetterOrDigit(character);
    }

    private static boolean isAsciiCapital(char character) {
        return character >= 'A' && character <= 'Z';
    }

    /** Replaces full-width Latin letters, digits and symbols by their ASCII forms, which the dictionary contains. */
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

    /**
     * Converts Traditional Chinese characters to Simplified, each at its position in the text. A character whose
     * Simplified form has another length stays Traditional.
     */
    private static String simplify(String text) {
        String simplified = Dictionaries.simplify(text);
        if (simplified.length() == text.length()) {
            return simplified;
        }
        StringBuilder sameLength = new StringBuilder(text.length());
        for (int index = 0; index < text.length(); index++) {
            String converted = Dictionaries.simplify(text.substring(index, index + 1));
            sameLength.append(converted.length() == 1 ? converted.charAt(0) : text.charAt(index));
        }
        return sameLength.toString();
    }

    /**
     * Holder of HanLP's dictionaries, which delays loading until the first Chinese text. Class initialisation loads
     * them once and thread-safely.
     */
    private static final class Dictionaries {
        static final Segment SEGMENT =
                HanLP.newSegment().enablePartOfSpeechTagging(false).enableOffset(false);

        static String simplify(String text) {
            return HanLP.convertToSimplifiedChinese(text);
        }
    }
}
