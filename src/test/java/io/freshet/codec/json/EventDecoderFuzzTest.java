package io.freshet.codec.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.freshet.codec.Examples;
import io.freshet.codec.Examples.Example;
import io.freshet.codec.RejectedEventException;
import io.freshet.codec.RejectionReason;
import io.freshet.codec.SanitisedText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventDecoderFuzzTest {
    private static final List<String> SNIPPETS = List.of(
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

    @ParameterizedTest
    @ValueSource(longs = {1, 20261123, -77})
    void mutatedEventsAreDecodedOrRejectedWithoutOtherExceptions(long seed) {
        Random random = new Random(seed);
        List<Example> examples = Examples.all();
        Set<RejectionReason> reasons = EnumSet.noneOf(RejectionReason.class);
        int read = 0;
        for (int round = 0; round < 20_000; round++) {
            Example example = examples.get(random.nextInt(examples.size()));
            byte[] value = mutated(example.bytes(), random);
            try {
                Object event = Examples.decode(example.topic(), value);
                read++;
                assertThat(Examples.decode(example.topic(), Examples.encode(event)))
                        .as("seed %d, round %d", seed, round)
                        .isEqualTo(event);
            } catch (RejectedEventException e) {
                reasons.add(e.reason());
                assertThat(e.getMessage()).hasSizeLessThan(1_000).contains(e.field());
                assertThat(SanitisedText.firstForbidden(e.getMessage()))
                        .isEqualTo(e.getMessage().length());
            } catch (RuntimeException | StackOverflowError e) {
                fail(
                        "seed " + seed + ", round " + round + ", " + example + ": "
                                + new String(value, StandardCharsets.ISO_8859_1),
                        e);
            }
        }
        // Both outcomes must occur often enough for the test to be meaningful.
        assertThat(read).isGreaterThan(500);
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
        Random random = new Random(5);
        int read = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] key = new byte[random.nextInt(300)];
            if (random.nextBoolean()) {
                random.nextBytes(key);
            } else {
                Arrays.fill(key, (byte) random.nextInt(256));
            }
            try {
                assertThat(decoder.articleId(key).getBytes(StandardCharsets.UTF_8))
                        .isEqualTo(key);
                read++;
            } catch (RejectedEventException e) {
                assertThat(e.reason()).isIn(RejectionReason.INVALID_KEY, RejectionReason.MISSING_KEY);
            }
        }
        assertThat(read).isPositive();
    }

    private static byte[] mutated(byte[] original, Random random) {
        byte[] bytes = original.clone();
        int mutations = random.nextInt(1, 4);
        for (int mutation = 0; mutation < mutations; mutation++) {
            int position = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[position] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[position] = (byte) random.nextInt(256);
                case 2 -> {
                    byte[] snippet =
                            SNIPPETS.get(random.nextInt(SNIPPETS.size())).getBytes(StandardCharsets.UTF_8);
                    bytes = splice(bytes, position, position, snippet);
                }
                case 3 ->
                    bytes = splice(
                            bytes, position, Math.min(bytes.length, position + random.nextInt(1, 12)), new byte[0]);
                default -> {
                    int end = Math.min(bytes.length, position + random.nextInt(1, 40));
                    int target = random.nextInt(bytes.length);
                    bytes = splice(bytes, target, target, Arrays.copyOfRange(bytes, position, end));
                }
            }
            if (bytes.length == 0) {
                return bytes;
            }
        }
        return bytes;
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] insert) {
        byte[] spliced = new byte[bytes.length - (to - from) + insert.length];
        System.arraycopy(bytes, 0, spliced, 0, from);
        System.arraycopy(insert, 0, spliced, from, insert.length);
        System.arraycopy(bytes, to, spliced, from + insert.length, bytes.length - to);
        return spliced;
    }
}
