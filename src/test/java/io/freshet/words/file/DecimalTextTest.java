package io.freshet.words.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTextTest {

    @Test
    void numberOfAnyLengthIsParsedToTheNearestFloat() {
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 100_000; round++) {
            double value = (random.nextDouble() - .5) * Math.pow(10, random.nextInt(-6, 8));
            String text = String.format(Locale.ROOT, "%." + random.nextInt(12) + "f", value);
            assertThat(parse(text)).as(text).isEqualTo(Float.parseFloat(text));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "-0.0",
                ".5",
                "5.",
                "-.5",
                "+1",
                "1e-3",
                "-3E2",
                "16777217",
                "0.00000000001",
                "NaN",
                "-Infinity"
            })
    void resultEqualsThatOfJavasParser(String text) {
        assertThat(Float.valueOf(parse(text))).isEqualTo(Float.valueOf(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", ".", "1-2", "1.2.3", "one", "--1"})
    void rejectsMalformedNumbers(String text) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(NumberFormatException.class);
    }

    private static float parse(String text) {
        byte[] bytes = (" " + text + " ").getBytes(StandardCharsets.UTF_8);
        return DecimalText.parseFloat(bytes, 1, bytes.length - 1);
    }
}
