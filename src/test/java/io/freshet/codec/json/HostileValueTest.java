package io.freshet.codec.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.sun.management.ThreadMXBean;
import io.freshet.AllocatedBytes;
import io.freshet.Eventually;
import io.freshet.codec.RejectedEventException;
import io.freshet.codec.RejectionReason;
import io.freshet.event.Article;
import io.freshet.event.Limits;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Values that an attacker builds to be expensive: each is rejected or decoded in time linear to its size. The time
 * limit is thousands of times the time on an idle machine, and far below the time that quadratic work would take.
 */
@Timeout(value = Eventually.LIMIT_MINUTES, unit = TimeUnit.MINUTES)
class HostileValueTest {
    private static final byte[] KEY = "a".getBytes(StandardCharsets.US_ASCII);
    private static final String START = "{\"id\":\"a\",\"title\":\"t\",\"publishedAt\":\"2026-03-02T08:00:00Z\"";
    /** A little less than the largest size of a value. */
    private static final int LARGE = EventDecoder.VALUE_BYTES_MAX - 200;

    private final EventDecoder decoder = new EventDecoder(EventClock.acceptingAll());

    static Stream<Arguments> isRejected() {
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
                        RejectionReason.TOO_LONG),
                Arguments.of("white space", " ".repeat(LARGE), RejectionReason.EMPTY_VALUE),
                Arguments.of("an open text", "{\"title\":\"" + "\\u0041".repeat(LARGE / 6), RejectionReason.NOT_JSON));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void isRejected(String name, String value, RejectionReason reason) {
        assertThatThrownBy(() -> decoder.article(KEY, bytes(value)))
                .isInstanceOfSatisfying(RejectedEventException.class, rejection -> {
                    assertThat(rejection.reason()).isEqualTo(reason);
                    assertThat(rejection.getMessage()).hasSizeLessThan(600);
                });
    }

    /** Without the limit each name is compared with all names before it: 600 KB took seconds, 4 MB took minutes. */
    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "\"x\""})
    void everySegmentCountsTowardsTheLimitWhateverItsValue(String segmentValue) {
        for (int size : new int[] {Limits.SEGMENTS_MAX + 1, 10_000, 20_000, 40_000, 250_000}) {
            assertThatThrownBy(() -> decoder.click(KEY, bytes(clickWithSegments(size, segmentValue))))
                    .isInstanceOfSatisfying(RejectedEventException.class, rejection -> {
                        assertThat(rejection.reason()).isEqualTo(RejectionReason.TOO_LONG);
                        assertThat(rejection.getMessage())
                                .isEqualTo("segments has more than 16 entries; send at most 16");
                    });
        }
    }

    @Test
    void segmentsUpToTheLimitAreDecodedWhateverTheirValues() throws RejectedEventException {
        assertThat(decoder.click(KEY, bytes(clickWithSegments(Limits.SEGMENTS_MAX, "null")))
                        .segments())
                .isEmpty();
    }

    static Stream<Arguments> growing() {
        return Stream.of(
                grows("null segments", 10_000, n -> ",\"segments\":{" + repeated("\"k#\":null", n) + "}"),
                grows("blank tags", 50_000, n -> ",\"tags\":[" + repeated("\"\"", n) + "]"),
                grows("unknown names", 50_000, n -> "," + repeated("\"f#\":{}", n)),
                grows("one unknown name", 50_000, n -> "," + repeated("\"f\":1", n)),
                grows("long names", 100, n -> "," + repeated("\"" + "n".repeat(9_000) + "#\":1", n)),
                grows("nested lists", 50_000, n -> ",\"x\":[" + repeated("[[[[[1]]]]]", n) + "]"),
                grows("nested objects", 20_000, n -> ",\"x\":[" + repeated("{\"a\":{\"b\":{}}}", n) + "]"),
                grows("numbers", 50_000, n -> ",\"x\":[" + repeated("-12345678.9e-12", n) + "]"),
                grows("escapes", 100_000, n -> ",\"x\":\"" + "\\u0041".repeat(n) + "\""),
                grows("escaped body", 50_000, n -> ",\"body\":\"" + "\\ud83d\\ude00".repeat(n) + "\""),
                grows("controls", 100_000, n -> ",\"body\":\"" + "\\u0007".repeat(n) + "\""),
                grows("blank category", 100_000, n -> ",\"category\":\"" + " \\t".repeat(n) + "\""),
                grows("white space", 500_000, " "::repeat),
                grows(
                        "digits of a time",
                        500_000,
                        n -> ",\"expiresAt\":\"2026-03-02T08:00:00." + "1".repeat(n) + "Z\""),
                grows("two objects", 200_000, n -> "}{" + " ".repeat(n)),
                grows("an envelope", 20_000, n -> ",\"data\":{" + repeated("\"f#\":1", n) + "}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("growing")
    void costIsLinearInTheSizeOfTheValue(String name, int size, IntFunction<String> fields) {
        AllocatedBytes.assertLinear(name, size, n -> {
            byte[] value = bytes(START + fields.apply(n) + "}");
            return () -> decoder.article(KEY, value);
        });
        // An article without a title is read a second time to detect another format.
        AllocatedBytes.assertLinear(name + " without a title", size, n -> {
            byte[] value = bytes("{\"id\":\"a\",\"publishedAt\":\"2026-03-02T08:00:00Z\"" + fields.apply(n) + "}");
            return () -> decoder.article(KEY, value);
        });
    }

    @Test
    void bytesThatAreNotJsonCostLinearTime() {
        for (int first : new int[] {0, 2, 3, '{', '<', 'x', 0xe9, 0xff}) {
            for (int rest : new int[] {0, 1, 0x0a, ' ', 'x', '\'', 0x80, 0xff}) {
                AllocatedBytes.assertLinear(first + " and " + rest, 200_000, n -> {
                    byte[] value = new byte[n];
                    Arrays.fill(value, (byte) rest);
                    value[0] = (byte) first;
                    return () -> decoder.click(KEY, value);
                });
            }
        }
    }

    @Test
    void fieldNamesAreNotCachedBecauseAnAttackerCouldFillTheCache() {
        assertThat(JsonValue.FACTORY.isEnabled(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES))
                .isFalse();
    }

    @Test
    void bodyOfAHundredMegabytesIsRejectedUnread() {
        byte[] value = new byte[100 << 20];
        Arrays.fill(value, (byte) 'x');
        byte[] start = bytes(START + ",\"body\":\"");
        System.arraycopy(start, 0, value, 0, start.length);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        assertThatThrownBy(() -> decoder.article(KEY, value))
                .isInstanceOfSatisfying(
                        RejectedEventException.class,
                        rejection -> assertThat(rejection.reason()).isEqualTo(RejectionReason.TOO_LARGE));
        assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                .as("bytes allocated, too few for a copy of the value")
                .isLessThan(1 << 20);
    }

    @Test
    void bodyThatFillsTheValueIsCut() throws RejectedEventException {
        Article article =
                decoder.article(KEY, bytes(START + ",\"body\":\"" + "\\ud83d\\ude00".repeat(LARGE / 13) + "\"}"));
        assertThat(article.body()).hasSize(Limits.BODY_CHARS_MAX);
    }

    @Test
    void hundredsOfThousandsOfUnknownFieldsAreSkipped() throws RejectedEventException {
        StringBuilder value = new StringBuilder(START);
        for (int field = 0; value.length() < LARGE; field++) {
            value.append(",\"f").append(field * 7919).append("\":{}");
        }
        assertThat(decoder.article(KEY, bytes(value.append('}').toString())).id())
                .isEqualTo("a");
    }

    private static Arguments grows(String name, int size, IntFunction<String> fields) {
        return Arguments.of(name, size, fields);
    }

    private static String clickWithSegments(int size, String segmentValue) {
        return "{\"userId\":\"a\",\"articleId\":\"b\",\"at\":\"2026-03-02T08:00:00Z\",\"segments\":{"
                + repeated("\"k#\":" + segmentValue, size) + "}}";
    }

    /** Repeats the unit, separated by commas; {@code #} is replaced by a running number. */
    private static String repeated(String unit, int times) {
        return IntStream.range(0, times)
                .mapToObj(number -> unit.replace("#", Integer.toString(number)))
                .collect(Collectors.joining(","));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
