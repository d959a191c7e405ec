package io.freshet.text;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * Cuts plain text into sentences: at line ends, at {@code 。！？…；}, and at {@code . ! ?} before white space unless a
 * lower-case letter follows or the point belongs to an initial or a common abbreviation. Word rules differ by language,
 * these hardly do. A run without an end is cut after {@value #CHARS_MAX} characters, at a space where there is one. No
 * sentence is longer, and each character is looked at a bounded number of times.
 */
final class SentenceSplitter implements Iterable<String> {
    /** What stays readable in one piece; also bounds what the Chinese segmenter, a lattice, sees at once. */
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

    /** The words of one sentence. */
    interface WordSplitter {
        List<Token> words(String sentence, int tokensMax);
    }

    /** The sentences of a published text that hold a word, up to {@code tokensMax} tokens in all. */
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

    /** Looks no further ahead than a sentence is long: a text of signs alone would be read again at each of them. */
    private boolean endsSentence(int start, int index) {
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

    private boolean isAbbreviation(int start, int point) {
        int wordStart = point;
        while (wordStart > start && Character.isLetter(text.charAt(wordStart - 1))) {
            wordStart--;
        }
        int length = point - wordStart;
        return length == 1
                || (length > 1
                        && length <= 6
                        && ABBREVIATIONS.contains(
                                text.subSequence(wordStart, point).toString().toLowerCase(Locale.ROOT)));
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
