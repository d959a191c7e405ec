package io.freshet.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConfidenceSequenceTest {

    @Test
    void radiusIsThatOfTheFormula() {
        ConfidenceSequence sequence = new ConfidenceSequence(.05);
        for (int figure = 0; figure < 10_000; figure++) {
            sequence.add(figure % 2);
        }
        double rhoSquared = (-2 * Math.log(.05) + Math.log(1 - 2 * Math.log(.05))) / 10_000;
        double scale = 10_000 * rhoSquared + 1;
        assertThat(sequence.mean()).isCloseTo(.5, within(1e-9));
        assertThat(sequence.radius())
                .isCloseTo(
                        .5 * Math.sqrt(2 * scale / (1e8 * rhoSquared) * Math.log(Math.sqrt(scale) / .05)),
                        within(1e-9));
        // Wider than the 1.96 s / sqrt(n) of who looks once.
        assertThat(sequence.radius()).isBetween(.0098, .02);
    }

    @Test
    void tooFewFiguresTellNothing() {
        ConfidenceSequence sequence = new ConfidenceSequence(.05);
        assertThat(sequence.mean()).isNaN();
        for (int figure = 0; figure < 99; figure++) {
            sequence.add(figure % 2);
        }
        assertThat(sequence.radius()).isNaN();
        sequence.add(1);
        assertThat(sequence.radius()).isPositive();
    }

    // Looking after every click: a bound for one look would be wrong at some time in most of these runs.
    @Test
    void boundsHoldHoweverOftenOneLooks() {
        int wrong = 0;
        int wrongForOneLook = 0;
        for (int run = 0; run < 400; run++) {
            Random random = new Random(run);
            ConfidenceSequence sequence = new ConfidenceSequence(.05);
            boolean outside = false;
            boolean outsideForOneLook = false;
            for (int figure = 1; figure <= 5_000; figure++) {
                sequence.add(random.nextInt(10) < 3 ? 1 : 0);
                if (figure >= 100) {
                    double away = Math.abs(sequence.mean() - .3);
                    outside |= away > sequence.radius();
                    outsideForOneLook |= away > 1.96 * Math.sqrt(.3 * .7 / figure);
                }
            }
            wrong += outside ? 1 : 0;
            wrongForOneLook += outsideForOneLook ? 1 : 0;
        }
        assertThat(wrong).isLessThanOrEqualTo(20);
        assertThat(wrongForOneLook).isGreaterThan(80);
    }

    @Test
    void pairedClicksTellADifferenceSoonerThanTwoGroups() {
        VariantComparison paired = new VariantComparison();
        VariantComparison split = new VariantComparison();
        Random random = new Random(5);
        for (int click = 0; click < 20_000; click++) {
            double luck = random.nextDouble();
            int live = luck < .50 ? 1 : 0;
            int tried = luck < .52 ? 1 : 0;
            paired.compare(OptionalInt.of(live), OptionalInt.of(tried));
            split.compare(
                    click % 2 == 0 ? OptionalInt.of(live) : OptionalInt.empty(),
                    click % 2 == 0 ? OptionalInt.empty() : OptionalInt.of(tried));
        }
        assertThat(paired.difference()).isCloseTo(.02, within(.004));
        assertThat(paired.difference() - paired.uncertainty()).isPositive();
        assertThat(split.difference()).isCloseTo(.02, within(.03));
        assertThat(split.uncertainty()).isGreaterThan(2 * paired.uncertainty());
    }
}
