package io.freshet.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.freshet.Eventually;
import io.freshet.event.Article;
import io.freshet.event.Limits;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Values made to cost much: each is refused or taken in by little work, however large. The bound is thousands of times
 * what an idle machine needs, and far below what work that grows with the square of the size would take.
 */
@Timeout(value = Eventually.LIMIT_MINUTES, unit = TimeUnit.MINUTES)
class HostileValueTest {
    private static final byte[] KEY = "a".getBytes(StandardCharsets.US_ASCII);
    private static final String START = "{\"id\":\"a\",\"title\":\"t\",\"publishedAt\":\"2026-03-02T08:00:00Z\"";
    /** Nearly all that a value may have. */
    private static final int LARGE = EventDecoder.VALUE_BYTES_MAX - 200;

    private final EventDecoder decoder = new EventDecoder(EventClock.believing());

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("nesting", START + ",\"x\":" + "[".repeat(LARGE), RejectionReason.TOO_COMPLEX),
                Arguments.of(
                        "nested objects", START + ",\"x\":" + "{\"x\":".repeat(LARGE / 5), RejectionReason.TOO_COMPLEX),
                Arguments.of("a number", START + ",\"x\":" + "1".repeat(LARGE) + "}", RejectionReason.TOO_COMPLEX),
                Arguments.of("an exponent", START + ",\"x\":1e" + "9".repeat(LARGE) + "}", RejectionReason.TOO_COMPLEX),
                Arguments.of("a name", START + ",\"" + "n".repeat(LARGE) + "\":1}", RejectionReason.TOO_COMPLEX),
                Arguments.of("a title", "{\"title\":\"" + "t".repeat(LARGE) + "\"}", RejectionReason.TOO_LONG),
                Arguments.of("an id", "{\"id\":\"" + "i".repeat(LARGE) + "\"}", RejectionReason.TOO_LONG),
                Arguments.of(
                        "tags",
                        START + ",\"tags\":[" + "\"t\",".repeat(LARGE / 4) + "\"t\"]}",
                        RejectionReason.TOO_LONG),
                Arguments.of(
                        "blank tags",
                        START + ",\"tags\":[" + "\"\",".repeat(LARGE / 3) + "7]}",
                        RejectionReason.WRONG_TYPE),
                Arguments.of("white space", " ".repeat(LARGE), RejectionReason.EMPTY_VALUE),
                Arguments.of("an open text", "{\"title\":\"" + "\\u0041".repeat(LARGE / 6), RejectionReason.NOT_JSON));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refused(String what, String value, RejectionReason reason) {
        assertThatThrownBy(() -> decoder.article(KEY, bytes(value)))
                .isInstanceOfSatisfying(RejectedEventException.class, refusal -> {
                    assertThat(refusal.reason()).isEqualTo(reason);
                    assertThat(refusal.getMessage()).hasSizeLessThan(600);
                });
    }

    @Test
    void bodyOfAHundredMegabytesIsRefusedUnread() {
        byte[] value = new byte[100 << 20];
        Arrays.fill(value, (byte) 'x');
        byte[] start = bytes(START + ",\"body\":\"");
        System.arraycopy(start, 0, value, 0, start.length);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        assertThatThrownBy(() -> decoder.article(KEY, value))
                .isInstanceOfSatisfying(
                        RejectedEventException.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(RejectionReason.TOO_LARGE));
        assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                .as("bytes taken of the heap, none of them for a copy of the value")
                .isLessThan(1 << 20);
    }

    @Test
    void bodyThatFillsTheValueIsCut() throws RejectedEventException {
        Article article =
                decoder.article(KEY, bytes(START + ",\"body\":\"" + "\\ud83d\\ude00".repeat(LARGE / 13) + "\"}"));
        assertThat(article.body()).hasSize(Limits.BODY_CHARS_MAX);
    }

    @Test
    void hundredsOfThousandsOfUnknownFieldsArePassedOver() throws RejectedEventException {
        StringBuilder value = new StringBuilder(START);
        for (int field = 0; value.length() < LARGE; field++) {
            value.append(",\"f").append(field * 7919).append("\":{}");
        }
        assertThat(decoder.article(KEY, bytes(value.append('}').toString())).id())
                .isEqualTo("a");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
