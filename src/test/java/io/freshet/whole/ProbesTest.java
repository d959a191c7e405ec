package io.freshet.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProbesTest {
    private static final int LIST_SIZE = 10;

    @Test
    void equalRunsHaveFullOverlapAndNoError() {
        Probes.Comparison comparison = Probes.compare(answers(0, 0), answers(0, 0), answers(0, 0));

        assertThat(comparison).isEqualTo(new Probes.Comparison(1, 1, 0));
        assertThat(comparison.overlapMin()).isEqualTo(.9);
        comparison.assertNotWorse();
    }

    /** Overlaps are .8, .6, .7, .5 and .7, .6, .5, .6: the differences -.1, 0, -.2, .1 have a variance of 1/60. */
    @Test
    void standardErrorIsThatOfThePairedDifferences() {
        Probes.Comparison comparison = Probes.compare(answers(0, 0, 0, 0), answers(2, 4, 3, 5), answers(3, 4, 5, 4));

        assertThat(comparison.expected()).isCloseTo(.65, within(1e-12));
        assertThat(comparison.actual()).isCloseTo(.6, within(1e-12));
        assertThat(comparison.difference()).isCloseTo(-.05, within(1e-12));
        assertThat(comparison.standardError()).isCloseTo(Math.sqrt(1 / 60.0 / 4), within(1e-12));
        assertThat(comparison.overlapMin()).isCloseTo(.65 - 3 * Math.sqrt(1 / 240.0), within(1e-12));
        assertThat(comparison)
                .hasToString("mean overlap of lists 0.600, between undisturbed runs 0.650, difference -0.050,"
                        + " standard error 0.065");
        comparison.assertNotWorse();
    }

    @Test
    void lossIsAcceptedUpToThreeStandardErrors() {
        assertThatCode(() -> new Probes.Comparison(.8, .701, .0333).assertNotWorse())
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> new Probes.Comparison(.8, .699, .0333).assertNotWorse())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("difference -0.101, standard error 0.033");
    }

    @Test
    void uniformLossBelowNinetyPercentIsRejectedBecauseItIsNotChance() {
        assertThatThrownBy(() -> Probes.compare(answers(0, 0, 0, 0), answers(1, 1, 1, 1), answers(2, 2, 2, 2))
                        .assertNotWorse())
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void overlapOfNinetyPercentIsEnough() {
        int[] none = new int[8];
        Probes.Comparison comparison = Probes.compare(answers(none), answers(none), answers(1, 1, 1, 1, 1, 1, 1, 0));

        assertThat(comparison.difference() / comparison.standardError()).isLessThan(-3);
        comparison.assertNotWorse();
    }

    @Test
    void missingAnswerHasNoOverlap() {
        Probes.Comparison comparison = Probes.compare(answers(0, 0), answers(0, 0), Map.of());

        assertThat(comparison.actual()).isZero();
        assertThatThrownBy(comparison::assertNotWorse).isInstanceOf(AssertionError.class);
    }

    @Test
    void comparisonNeedsTwoProbes() {
        assertThatThrownBy(() -> Probes.compare(answers(0), answers(0), answers(0)))
                .hasMessage("there are 1 probes, expected at least 2");
    }

    /** Lists of ten articles, one list per argument, with this number of articles replaced. */
    private static Map<String, Set<String>> answers(int... replaced) {
        Map<String, Set<String>> answers = new LinkedHashMap<>();
        for (int probe = 0; probe < replaced.length; probe++) {
            Set<String> articles = new HashSet<>();
            for (int article = 0; article < LIST_SIZE; article++) {
                articles.add((article < replaced[probe] ? "other-" : "article-") + article);
            }
            answers.put("reader-" + probe, articles);
        }
        return answers;
    }
}
