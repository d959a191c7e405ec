package io.freshet.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.AllocatedBytes;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Boundaries of sentences, and the cost of splitting in character reads. */
class SentenceSplitterTest {
    private static final int CHARS = 50_000;
    private static final int READS_PER_CHAR_MAX = 8;

    static Stream<String> units() {
        return Stream.of(
                "\u2606",
                " ",
                "\u3000",
                ". ",
                ".\u3000",
                ".",
                "a.",
                "mr.",
                "。",
                "。」",
                ".\"",
                ".))))))))",
                "." + "\u3000".repeat(1_000) + "a",
                "." + ")".repeat(1_000) + "a",
                "x " + "\u2606".repeat(598),
                "\u2606".repeat(599) + "." + ")".repeat(300),
                "x".repeat(601) + ".",
                "\ud83d\ude00");
    }

    @ParameterizedTest
    @MethodSource("units")
    void everyCharacterIsReadABoundedNumberOfTimes(String unit) {
        for (int length : new int[] {CHARS, 2 * CHARS, 4 * CHARS}) {
            ReadCountingText text = new ReadCountingText(unit.repeat(length / unit.length()));
            int sentences = 0;
            int chars = 0;
            for (String sentence : new SentenceSplitter(text)) {
                assertThat(sentence).hasSizeBetween(1, SentenceSplitter.CHARS_MAX);
                sentences++;
                chars += sentence.length();
            }
            assertThat(chars).isEqualTo(text.length());
            assertThat(sentences).isPositive();
            assertThat(text.reads).as("%d characters", length).isLessThan((long) READS_PER_CHAR_MAX * length);
        }
    }

    @Test
    void closingQuotesAndBracketsStayWithTheirSentenceUpToTheLengthLimit() {
        assertThat(new SentenceSplitter("“好。”他说")).containsExactly("“好。”", "他说");
        assertThat(new SentenceSplitter("。" + "」".repeat(SentenceSplitter.CHARS_MAX)))
                .containsExactly("。" + "」".repeat(SentenceSplitter.CHARS_MAX - 1), "」");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-\n", ". ", "☆", "」", "&amp;", "<p>", "<!---->", "a@a.", "的", "a\u0301", "王小明", "1,"})
    void memoryIsLinearInTheText(String unit) {
        for (String language : new String[] {"en", "zh", "ja", "th"}) {
            AllocatedBytes.assertLinear(language + " " + unit, 20_000, length -> {
                String text = unit.repeat(length / unit.length());
                return () -> Tokenizer.forLanguage(language).sentences(text, 2_000);
            });
        }
    }

    /** A text that counts the characters read from it. */
    private static final class ReadCountingText implements CharSequence {
        private final String text;
        private long reads;

        ReadCountingText(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            reads++;
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            reads += end - start;
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
