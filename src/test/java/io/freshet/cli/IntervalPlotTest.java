package io.freshet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.freshet.bench.Figure;
import io.freshet.evaluate.measure.Interval;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalPlotTest {
    /** Pixels of a text column in a wide font. */
    private static final double WIDE_COLUMN = 7.8;

    @ParameterizedTest
    @CsvSource({"1, .2", ".64, .1", ".08, .01", ".81, .2", "0, 1", ".0004, .00005"})
    void ticksAreRoundNumbersAndFew(double largest, double step) {
        assertThat(IntervalPlot.step(largest)).isCloseTo(step, within(1e-12));
    }

    @Test
    void textsOfAnyLengthStayWithinThePicture() {
        Map<String, Interval> intervals = new LinkedHashMap<>();
        intervals.put(
                "heap used, garbage included, by an instance among others", new Interval(1_234_567, 1_000_000, 2e6));
        intervals.put("throughput of the bare pass-through, records taken", new Interval(3, 2, 4));
        intervals.put("阅读次数最多的文章，最近三十分钟", new Interval(0, 0, 0));
        intervals.put("x".repeat(200), new Interval(5, 4, 6));

        String svg = IntervalPlot.svg("clicks/s", intervals, Figure::number);

        double width = Double.parseDouble(group("viewBox=\"0 0 (\\d+) ", svg).get(0));
        List<String> labels = texts("label", svg);
        assertThat(labels).hasSize(4).last().asString().endsWith("…").hasSizeLessThan(60);
        List<Double> labelEnds = positions("label", svg);
        List<Double> valueStarts = positions("value", svg);
        for (int line = 0; line < labels.size(); line++) {
            assertThat(labelEnds.get(line) - DisplayWidth.of(labels.get(line)) * WIDE_COLUMN)
                    .as(labels.get(line))
                    .isNotNegative();
            String value = texts("value", svg).get(line);
            assertThat(valueStarts.get(line) + value.length() * WIDE_COLUMN)
                    .as(value)
                    .isLessThanOrEqualTo(width);
        }
        assertThat(texts("value", svg)).contains("1,234,567", "3");
        List<String> ticks = texts("tick", svg);
        assertThat(positions("tick", svg).get(ticks.size() - 1)
                        + ticks.get(ticks.size() - 1).length() * WIDE_COLUMN / 2)
                .isLessThanOrEqualTo(width);
    }

    private static List<String> texts(String kind, String svg) {
        return group("<text class=\"" + kind + "\"[^>]*>([^<]*)</text>", svg);
    }

    private static List<Double> positions(String kind, String svg) {
        return group("<text class=\"" + kind + "\" x=\"([0-9.]+)\"", svg).stream()
                .map(Double::valueOf)
                .toList();
    }

    private static List<String> group(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    @Test
    void textIsEscaped() {
        assertThat(HtmlText.escape("<a href=\"x\">&'")).isEqualTo("&lt;a href=&quot;x&quot;&gt;&amp;&#39;");
    }
}
