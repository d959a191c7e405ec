package io.freshet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalPlotTest {

    @ParameterizedTest
    @CsvSource({"1, .2", ".64, .1", ".08, .01", ".81, .2", "0, 1", ".0004, .00005"})
    void stepsAreRoundAndFew(double largest, double step) {
        assertThat(IntervalPlot.step(largest)).isCloseTo(step, within(1e-12));
    }

    @Test
    void textIsEscaped() {
        assertThat(HtmlText.escape("<a href=\"x\">&'")).isEqualTo("&lt;a href=&quot;x&quot;&gt;&amp;&#39;");
    }
}
