package io.freshet.codec.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.freshet.Fuzz;
import io.freshet.codec.Examples;
import io.freshet.codec.Examples.Example;
import io.freshet.codec.RejectedEventException;
import io.freshet.codec.RejectionReason;
import io.freshet.codec.SanitisedText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EventDecoderFuzzTest {
    private static final byte[][] SNIPPETS = Fuzz.snippets(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\",
            "\\ud83d",
            "\\u0000",
            "null",
            "NaN",
            "-",
            "1e999",
            "1e-999",
            "9".repeat(90),
            "9".repeat(200),
            "[".repeat(80),
            "{\"a\":".repeat(80),
            "true",
            "\u0000",
            "\ufeff",
            "//",
            "\"id\":",
            "\"userId\":",
            "\"at\":0",
            "-9223372036854775808",
            "18446744073709551616",
            "0.1e+400");

    @Test
    void damagedEventsAndAnswersAreDecodedOrRejectedWithoutOtherExceptions() {
        List<Example> examples = Examples.all();
        Set<RejectionReason> reasons = EnumSet.noneOf(RejectionReason.class);
        int[] read = new int[1];
        for (String topic : examples.stream().map(Example::topic).distinct().toList()) {
            List<byte[]> good = examples.stream()
                    .filter(example -> example.topic().equals(topic))
                    .map(Example::bytes)
                    .toList();
            Fuzz.of("value of topic " + topic, 2_000)
                    .run(random -> Fuzz.damaged(good.get(random.nextInt(good.size())), random, SNIPPETS), value -> {
                        try {
                            Object event = Examples.decode(topic, value);
                            read[0]++;
                            assertThat(Examples.decode(topic, Examples.encode(event)))
                                    .isEqualTo(event);
                        } catch (RejectedEventException e) {
                            reasons.add(e.reason());
                            assertRejectionIsReadable(e);
                        }
                    });
        }
        // Both outcomes must occur often enough for the test to be meaningful.
        assertThat(read[0]).isGreaterThan(500);
        assertThat(reasons)
                .contains(
                        RejectionReason.NOT_JSON,
                        RejectionReason.MISSING_FIELD,
                        RejectionReason.WRONG_TYPE,
                        RejectionReason.TOO_COMPLEX,
                        RejectionReason.INVALID_VALUE,
                        RejectionReason.INVALID_TIME);
    }

    @Test
    void damagedLabelledArticlesAreDecodedOrRejected() {
        byte[] good = """
                {"id":"a1","title":"地铁 opens","body":"Text <b>of</b> it.","category":"city","language":"en",\
                "keywords":["metro","line 5"],"publishedAt":"2026-11-23T08:00:00Z"}
                """.getBytes(StandardCharsets.UTF_8);
        Fuzz.of("labelled article", 3_000).run(random -> Fuzz.damaged(good, random, SNIPPETS), line -> {
            try {
                LabelledArticleDecoder.decode(line);
            } catch (RejectedEventException e) {
                assertRejectionIsReadable(e);
            }
        });
    }

    @Test
    void randomBytesAreDecodedOrRejected() {
        List<String> topics =
                Examples.all().stream().map(Example::topic).distinct().toList();
        Fuzz.of("random bytes as events and answers", 2_000).run(random -> Fuzz.randomBytes(random, 200), value -> {
            for (String topic : topics) {
                try {
                    Examples.decode(topic, value);
                } catch (RejectedEventException e) {
                    assertRejectionIsReadable(e);
                }
            }
        });
    }

    private static void assertRejectionIsReadable(RejectedEventException e) {
        assertThat(e.getMessage()).hasSizeLessThan(1_000).contains(e.field());
        assertThat(SanitisedText.firstForbidden(e.getMessage()))
                .isEqualTo(e.getMessage().length());
    }

    @Test
    void everyTruncationOfEveryExampleIsRejected() {
        for (Example example : Examples.all()) {
            byte[] value =
                    new String(example.bytes(), StandardCharsets.UTF_8).strip().getBytes(StandardCharsets.UTF_8);
            for (int length = 0; length < value.length; length++) {
                byte[] truncated = Arrays.copyOf(value, length);
                try {
                    fail(example + " cut at " + length + " was read as " + Examples.decode(example.topic(), truncated));
                } catch (RejectedEventException e) {
                    assertThat(e.reason())
                            .as("%s cut at %d", example, length)
                            // A truncated number is still a number, but a wrong time.
                            .isIn(RejectionReason.NOT_JSON, RejectionReason.EMPTY_VALUE, RejectionReason.INVALID_TIME);
                }
            }
        }
    }

    @Test
    void randomBytesAsKeysAreDecodedOrRejected() {
        EventDecoder decoder = new EventDecoder(EventClock.acceptingAll());
        int[] read = new int[1];
        Fuzz.of("key", 5_000).run(random -> Fuzz.randomBytes(random, 300), key -> {
            try {
                assertThat(decoder.articleId(key).getBytes(StandardCharsets.UTF_8))
                        .isEqualTo(key);
                read[0]++;
            } catch (RejectedEventException e) {
                assertThat(e.reason()).isIn(RejectionReason.INVALID_KEY, RejectionReason.MISSING_KEY);
            }
        });
        assertThat(read[0]).isPositive();
    }
}
