package io.freshet.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.freshet.vector.SeededHash;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfidenceSequenceTest {
    private static final double ERROR = .05;

    private static double radius(double figures, double deviation, double time) {
        double rhoSquared = (-2 * Math.log(ERROR) + Math.log(1 - 2 * Math.log(ERROR))) / 10_000;
        double scale = time * rhoSquared + 1;
        return deviation / figures * Math.sqrt(2 * scale / rhoSquared * Math.log(Math.sqrt(scale) / ERROR));
    }

    @Test
    void radiusOfIndependentFiguresIsThatOfThePaper() {
        ConfidenceSequence sequence = new ConfidenceSequence(ERROR);
        for (int figure = 0; figure < 10_000; figure++) {
            sequence.add(figure / 2, figure % 2);
        }
        assertThat(sequence.figures()).isEqualTo(10_000);
        assertThat(sequence.mean()).isCloseTo(.5, within(1e-9));
        assertThat(sequence.radius()).isCloseTo(radius(10_000, .5, 10_000), within(1e-9));
        // Wider than the 1.96 s / sqrt(n) of who looks once.
        assertThat(sequence.radius()).isBetween(.0098, .02);
    }

    /** A reader with ten equal figures tells what one figure tells. */
    @Test
    void figuresOfOneReaderThatAreAllAlikeCountOnce() {
        ConfidenceSequence sequence = new ConfidenceSequence(ERROR);
        for (int figure = 0; figure < 10_000; figure++) {
            int reader = figure % 1_000;
            sequence.add(reader, reader % 2);
        }
        assertThat(sequence.radius()).isCloseTo(radius(10_000, .5, 100_000 * 1_000 / 999.0), within(1e-9));
        assertThat(sequence.radius()).isGreaterThan(2.5 * radius(10_000, .5, 10_000));
    }

    @Test
    void tooFewReadersTellNothing() {
        ConfidenceSequence sequence = new ConfidenceSequence(ERROR);
        assertThat(sequence.mean()).isNaN();
        assertThat(sequence.radius()).isNaN();
        for (int figure = 0; figure < 9_900; figure++) {
            sequence.add(figure % 99, figure % 2);
        }
        assertThat(sequence.radius()).isNaN();
        sequence.add(99, 1);
        assertThat(sequence.radius()).isPositive();
    }

    // Looking after every click: a bound for one look would be wrong at some time in most of these runs.
    @Test
    void boundsHoldHoweverOftenOneLooks() {
        int wrong = 0;
        int wrongForOneLook = 0;
        for (int run = 0; run < 400; run++) {
            Random random = new Random(run);
            ConfidenceSequence sequence = new ConfidenceSequence(ERROR);
            boolean outside = false;
            boolean outsideForOneLook = false;
            for (int figure = 1; figure <= 5_000; figure++) {
                sequence.add(random.nextInt(), random.nextInt(10) < 3 ? 1 : 0);
                if (figure >= 100 && figure % 10 == 0) {
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

    /** How the clicks of readers are spread over time. */
    private enum Arrival {
        /** All readers come again and again, all the time. */
        MIXED,
        /** A reader comes with all clicks and not again. */
        ONE_VISIT,
        /** A few readers have most of the clicks. */
        ZIPF
    }

    /**
     * A stream of clicks by readers of whom each is always served better by the same variant: the tried one for half of
     * them and {@code advantage} / 2 more. One click in five shows it.
     */
    private static final class Clicks {
        private final Random random;
        private final long tastes;
        private final Arrival arrival;
        private final double advantage;
        private long reader;
        private int clicksLeft;

        Clicks(long seed, Arrival arrival, double advantage) {
            this.random = new Random(seed);
            this.tastes = random.nextLong();
            this.arrival = arrival;
            this.advantage = advantage;
        }

        /** Whose click is next. */
        long nextReader() {
            if (arrival == Arrival.MIXED) {
                reader = random.nextInt(500);
            } else if (arrival == Arrival.ZIPF) {
                reader = (long) Math.exp(random.nextDouble() * Math.log(20_000));
            } else if (clicksLeft-- == 0) {
                reader++;
                clicksLeft = random.nextInt(40);
            }
            return reader;
        }

        /** Tried less live for the next click. */
        int difference() {
            boolean likesTried = SeededHash.share(tastes, Long.toString(reader)) < .5 + advantage / 2;
            return random.nextInt(5) > 0 ? 0 : likesTried ? 1 : -1;
        }
    }

    /** How many of 100 runs exclude 0 at some time, looked at every 50 clicks. */
    private static int runsExcludingZero(Arrival arrival, double advantage, boolean everyClickIsAReader) {
        int excluding = 0;
        for (int run = 0; run < 100; run++) {
            Clicks clicks = new Clicks(run, arrival, advantage);
            ConfidenceSequence sequence = new ConfidenceSequence(ERROR);
            boolean excludes = false;
            for (int click = 1; click <= 20_000 && !excludes; click++) {
                long reader = clicks.nextReader();
                sequence.add(SeededHash.mix(everyClickIsAReader ? click : reader), clicks.difference());
                excludes = click % 50 == 0 && Math.abs(sequence.mean()) > sequence.radius();
            }
            excluding += excludes ? 1 : 0;
        }
        return excluding;
    }

    @ParameterizedTest
    @EnumSource(Arrival.class)
    void variantsThatAreEquallyGoodAreSeldomToldApartThoughClicksOfAReaderAgree(Arrival arrival) {
        assertThat(runsExcludingZero(arrival, 0, false))
                .as("of 100, %s", arrival)
                .isLessThanOrEqualTo(5);
        assertThat(runsExcludingZero(arrival, 0, true))
                .as("of 100, clicks taken for independent, %s", arrival)
                .isGreaterThan(20);
    }

    @ParameterizedTest
    @EnumSource(names = {"MIXED", "ONE_VISIT"})
    void betterVariantIsFoundThoughClicksOfAReaderAgree(Arrival arrival) {
        assertThat(runsExcludingZero(arrival, .4, false))
                .as("of 100, %s", arrival)
                .isGreaterThan(95);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void comparisonTakesTheReaderAsTheUnit(boolean paired) {
        int excluding = 0;
        for (int run = 0; run < 100; run++) {
            Random random = new Random(run);
            VariantComparison comparison = new VariantComparison();
            boolean excludes = false;
            for (int click = 1; click <= 10_000 && !excludes; click++) {
                int reader = random.nextInt(500);
                OptionalInt hit = OptionalInt.of(SeededHash.share(run, "live " + reader) < .5 ? 1 : 0);
                OptionalInt other = OptionalInt.of(SeededHash.share(run, "tried " + reader) < .5 ? 1 : 0);
                boolean split = !paired;
                comparison.compare(
                        SeededHash.mix(reader),
                        split && reader % 2 == 1 ? OptionalInt.empty() : hit,
                        split && reader % 2 == 0 ? OptionalInt.empty() : other);
                excludes = click % 50 == 0 && Math.abs(comparison.difference()) > comparison.uncertainty();
            }
            excluding += excludes ? 1 : 0;
        }
        assertThat(excluding).as("of 100").isLessThanOrEqualTo(5);
    }

    @Test
    void pairedClicksTellADifferenceSoonerThanTwoGroups() {
        VariantComparison paired = new VariantComparison();
        VariantComparison split = new VariantComparison();
        Random random = new Random(5);
        for (int click = 0; click < 20_000; click++) {
            long reader = SeededHash.mix(random.nextInt(5_000));
            double luck = random.nextDouble();
            int live = luck < .50 ? 1 : 0;
            int tried = luck < .52 ? 1 : 0;
            paired.compare(reader, OptionalInt.of(live), OptionalInt.of(tried));
            split.compare(
                    reader,
                    click % 2 == 0 ? OptionalInt.of(live) : OptionalInt.empty(),
                    click % 2 == 0 ? OptionalInt.empty() : OptionalInt.of(tried));
        }
        assertThat(paired.difference()).isCloseTo(.02, within(.004));
        assertThat(paired.difference() - paired.uncertainty()).isPositive();
        assertThat(split.difference()).isCloseTo(.02, within(.03));
        assertThat(split.uncertainty()).isGreaterThan(2 * paired.uncertainty());
    }
}
