package io.freshet.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.bench.Figure.Target;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FigureTest {

    @Test
    void valueIsTheMedianOfTheRepeats() {
        Figure figure = Figure.of("p50", "ms", List.of(9.0, 1.0, 4.0));

        assertThat(figure.median()).isEqualTo(4);
        assertThat(figure.low()).isEqualTo(1);
        assertThat(figure.high()).isEqualTo(9);
        assertThat(Figure.of("p50", "ms", List.of(1.0, 2.0)).median()).isEqualTo(1.5);
    }

    @Test
    void medianIsComparedWithTheTargetAndMissingSamplesMissIt() {
        assertThat(new Figure("p50", "ms", List.of(1.0, 30.0, 99.0), Target.atMost(30)).isReached())
                .isTrue();
        assertThat(new Figure("p50", "ms", List.of(31.0), Target.atMost(30)).isReached())
                .isFalse();
        assertThat(new Figure("share", "share", List.of(.25), Target.atLeast(.25)).isReached())
                .isTrue();
        assertThat(new Figure("p50", "ms", List.of(), Target.atMost(30)).isReached())
                .isFalse();
        assertThat(Figure.of("p50", "ms", List.of(1e9)).isReached()).isTrue();
    }

    @Test
    void reportNamesEveryMissedTarget() {
        Figure missed = new Figure("p50", "ms", List.of(31.0), Target.atMost(30));
        Figure reached = new Figure("p99", "ms", List.of(31.0), Target.atMost(100));

        BenchReport report = new BenchReport(
                Map.of(), Map.of(), List.of(new BenchReport.Result("exactly once", List.of(missed, reached))));

        assertThat(report.missed()).containsExactly("exactly once: p50 31 ms");
    }

    @ParameterizedTest
    @CsvSource({"1234.4,'1,234'", "12.345,12.3", "1.2345,1.23", ".012345,0.012", "4,4", "0,0"})
    void numbersHaveAboutThreeSignificantDigits(double value, String text) {
        assertThat(Figure.number(value)).isEqualTo(text);
    }
}
