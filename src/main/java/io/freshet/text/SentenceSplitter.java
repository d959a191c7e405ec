package io.freshet.text;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * Splits plain text into sentences at line ends and punctuation. A sentence ends at {@code 。！？…；}, and at {@code . ! ?}
 * before white space unless a lower-case letter follows or the dot belongs to an initial or a common abbreviation.
 * Unlike word rules, these rules hardly differ by language.
 *
 * <p>A sentence has at most {@value #CHARS_MAX} characters; a longer run is cut at its last space, or at the limit if
 * it has none. Each character is examined a bounded number of times.
 */
final class SentenceSplitter implements Iterable<String> {
    /**
     * Longest sentence, in UTF-16 units; a longer one is split. The limit also bounds the lattice of the Chinese
     * segmenter.
     */
    static final int CHARS_MAX = 600;

    private static final String ENDS_ALWAYS = "\n。！？；…";
    private static final String ENDS_BEFORE_SPACE = ".!?";
    private static final String CLOSERS = "\"'”’)]」』）》";
    private static final Set<String> ABBREVIATIONS = Set.of(
            "mr", "mrs", "ms", "dr", "prof", "st", "gen", "sen", "rep", "gov", "lt", "col", "sgt", "rev", "hon", "jr",
            "sr", "inc", "corp", "co", "ltd", "bros", "vs", "no", "fig", "jan", "feb", "mar", "apr", "jun", "jul",
            "aug", "sept", "sep", "oct", "nov", "dec", "etc", "approx", "dept", "est", "ave", "mt");

    private final CharSequence text;

    SentenceSplitter(CharSequence text) {
        this.text = text;
    }

    /** Splits a sentence into at most {@code tokensMax} tokens. */
    @FunctionalInterface
    interface WordSplitter {
        List<Token> words(String sentence, int tokensMax);
    }

    /**
     * Splits a published text into sentences of tokens, at most {@code tokensMax} tokens in all; leaves out sentences
     * without any word. {@code splitter} splits each sentence.
     */
    static List<Sentence> sentences(String published, int tokensMax, WordSplitter splitter) {
        List<Sentence> sentences = new ArrayList<>();
        int tokens = 0;
        for (String sentence : new SentenceSplitter(PlainText.of(published))) {
            if (tokens >= tokensMax) {
                break;
            }
            List<Token> words = Terms.isWord(sentence) ? splitter.words(sentence, tokensMax - tokens) : List.of();
            if (!words.isEmpty()) {
                sentences.add(new Sentence(words));
                tokens += words.size();
            }
        }
        return sentences;
    }

    @Override
    public Iterator<String> iterator() {
        return new Iterator<>() {
            private int start;

            @Override
            public boolean hasNext() {
                return start < text.length();
            }

            @Override
            public String next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                int end = end(start);
                String sentence = text.subSequence(start, end).toString();
                start = end;
                return sentence;
            }
        };
    }

    private int end(int start) {
        int limit = Math.min(text.length(), start + CHARS_MAX);
        for (int index = start; index < limit; index++) {
            char character = text.charAt(index);
            if (ENDS_ALWAYS.indexOf(character) >= 0
                    || (ENDS_BEFORE_SPACE.indexOf(character) >= 0 && endsSentence(start, index))) {
                return afterClosers(index + 1, limit);
            }
        }
        return limit == text.length() ? limit : cut(start, limit);
    }

    private int afterClosers(int index, int limit) {
        int end = index;
        while (end < limit && CLOSERS.indexOf(text.charAt(end)) >= 0) {
            end++;
        }
        return end;
    }

    private boolean endsSentence(int start, int index) {
        // Without this limit on the look-ahead, text of punctuation alone would take quadratic time.
        int limit = Math.min(text.length(), index + CHARS_MAX);
        int next = afterClosers(index + 1, limit);
        if (next < limit && !Character.isWhitespace(text.charAt(next))) {
            return false;
        }
        while (next < limit && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        if (next < limit && Character.isLowerCase(Character.codePointAt(text, next))) {
            return false;
        }
        return text.charAt(index) != '.' || !isAbbreviation(start, index);
    }

    private boolean isAbbreviation(int start, int dot) {
        int wordStart = dot;
        while (wordStart > start && Character.isLetter(text.charAt(wordStart - 1))) {
            wordStart--;
        }
        int length = dot - wordStart;
        return length == 1
                || (length > 1
                        && length <= 6
                        && ABBREVIATIONS.contains(
                                text.subSequence(wordStart, dot).toString().toLowerCase(Locale.ROOT)));
    }

    private int cut(int start, int limit) {
        for (int space = limit - 1; space > start; space--) {
            if (text.charAt(space) == ' ') {
                return space + 1;
            }
        }
        return Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
    }
}
