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

    private static double radius(double observations, double deviation, double time) {
        double rhoSquared = (-2 * Math.log(ERROR) + Math.log(1 - 2 * Math.log(ERROR))) / 10_000;
        double scale = time * rhoSquared + 1;
        return deviation / observations * Math.sqrt(2 * scale / rhoSquared * Math.log(Math.sqrt(scale) / ERROR));
    }

    @Test
    void radiusOfIndependentObservationsIsThatOfThePaper() {
        ConfidenceSequence sequence = new ConfidenceSequence(ERROR);
        for (int observation = 0; observation < 10_000; observation++) {
            sequence.add(observation / 2, observation % 2);
        }
        assertThat(sequence.count()).isEqualTo(10_000);
        assertThat(sequence.mean()).isCloseTo(.5, within(1e-9));
        assertThat(sequence.radius()).isCloseTo(radius(10_000, .5, 10_000), within(1e-9));
        // Wider than the fixed-time interval of 1.96 s / sqrt(n).
        assertThat(sequence.radius()).isBetween(.0098, .02);
    }

    /** Ten equal observations of a reader carry the information of one. */
    @Test
    void equalObservationsOfOneReaderCountOnce() {
        ConfidenceSequence sequence = new ConfidenceSequence(ERROR);
        for (int observation = 0; observation < 10_000; observation++) {
            int reader = observation % 1_000;
            sequence.add(reader, reader % 2);
        }
        assertThat(sequence.radius()).isCloseTo(radius(10_000, .5, 100_000 * 1_000 / 999.0), within(1e-9));
        assertThat(sequence.radius()).isGreaterThan(2.5 * radius(10_000, .5, 10_000));
    }

    @Test
    void radiusIsUnknownForTooFewReaders() {
        ConfidenceSequence sequence = new ConfidenceSequence(ERROR);
        assertThat(sequence.mean()).isNaN();
        assertThat(sequence.radius()).isNaN();
        for (int observation = 0; observation < 9_900; observation++) {
            sequence.add(observation % 99, observation % 2);
        }
        assertThat(sequence.radius()).isNaN();
        sequence.add(99, 1);
        assertThat(sequence.radius()).isPositive();
    }

    // Read after every tenth click: a fixed-time interval is wrong at some time in many of these runs.
    @Test
    void boundsHoldAtAllTimes() {
        int wrong = 0;
        int wrongFixedTime = 0;
        for (int run = 0; run < 400; run++) {
            Random random = new Random(run);
            ConfidenceSequence sequence = new ConfidenceSequence(ERROR);
            boolean outside = false;
            boolean outsideFixedTime = false;
            for (int observation = 1; observation <= 5_000; observation++) {
                sequence.add(random.nextInt(), random.nextInt(10) < 3 ? 1 : 0);
                if (observation >= 100 && observation % 10 == 0) {
                    double away = Math.abs(sequence.mean() - .3);
                    outside |= away > sequence.radius();
                    outsideFixedTime |= away > 1.96 * Math.sqrt(.3 * .7 / observation);
                }
            }
            wrong += outside ? 1 : 0;
            wrongFixedTime += outsideFixedTime ? 1 : 0;
        }
        assertThat(wrong).isLessThanOrEqualTo(20);
        assertThat(wrongFixedTime).isGreaterThan(80);
    }

    /** Distribution of the clicks of readers over time. */
    private enum Arrival {
        /** All readers return all the time. */
        MIXED,
        /** A reader makes all clicks in one visit. */
        ONE_VISIT,
        /** A few readers make most of the clicks. */
        ZIPF
    }

    /**
     * Clicks of readers who each always prefer the same variant: the treatment for a share of 0.5 + {@code advantage} /
     * 2 of the readers. One click in five shows the preference.
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

        /** Reader of the next click. */
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

        /** Hit of the treatment minus hit of the control for the next click. */
        int difference() {
            boolean prefersTreatment = SeededHash.uniform(tastes, Long.toString(reader)) < .5 + advantage / 2;
            return random.nextInt(5) > 0 ? 0 : prefersTreatment ? 1 : -1;
        }
    }

    /** Number of 100 runs whose bounds exclude 0 at some time, read every 50 clicks. */
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
    void equallyGoodVariantsAreRarelyDistinguishedAlthoughClicksOfAReaderAreCorrelated(Arrival arrival) {
        assertThat(runsExcludingZero(arrival, 0, false))
                .as("of 100, %s", arrival)
                .isLessThanOrEqualTo(5);
        assertThat(runsExcludingZero(arrival, 0, true))
                .as("of 100, clicks treated as independent, %s", arrival)
                .isGreaterThan(20);
    }

    @ParameterizedTest
    @EnumSource(names = {"MIXED", "ONE_VISIT"})
    void betterVariantIsFoundAlthoughClicksOfAReaderAreCorrelated(Arrival arrival) {
        assertThat(runsExcludingZero(arrival, .4, false))
                .as("of 100, %s", arrival)
                .isGreaterThan(95);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void comparisonUsesTheReaderAsTheUnit(boolean paired) {
        int excluding = 0;
        for (int run = 0; run < 100; run++) {
            Random random = new Random(run);
            VariantComparison comparison = new VariantComparison();
            boolean excludes = false;
            for (int click = 1; click <= 10_000 && !excludes; click++) {
                int reader = random.nextInt(500);
                OptionalInt hit = OptionalInt.of(SeededHash.uniform(run, "live " + reader) < .5 ? 1 : 0);
                OptionalInt other = OptionalInt.of(SeededHash.uniform(run, "tried " + reader) < .5 ? 1 : 0);
                boolean split = !paired;
                comparison.compare(
                        SeededHash.mix(reader),
                        split && reader % 2 == 1 ? OptionalInt.empty() : hit,
                        split && reader % 2 == 0 ? OptionalInt.empty() : other);
                excludes = click % 50 == 0 && Math.abs(comparison.difference()) > comparison.margin();
            }
            excluding += excludes ? 1 : 0;
        }
        assertThat(excluding).as("of 100").isLessThanOrEqualTo(5);
    }

    @Test
    void pairedClicksFindADifferenceSoonerThanTwoGroups() {
        VariantComparison paired = new VariantComparison();
        VariantComparison split = new VariantComparison();
        Random random = new Random(5);
        for (int click = 0; click < 20_000; click++) {
            long reader = SeededHash.mix(random.nextInt(5_000));
            double luck = random.nextDouble();
            int control = luck < .50 ? 1 : 0;
            int treatment = luck < .52 ? 1 : 0;
            paired.compare(reader, OptionalInt.of(control), OptionalInt.of(treatment));
            split.compare(
                    reader,
                    click % 2 == 0 ? OptionalInt.of(control) : OptionalInt.empty(),
                    click % 2 == 0 ? OptionalInt.empty() : OptionalInt.of(treatment));
        }
        assertThat(paired.difference()).isCloseTo(.02, within(.004));
        assertThat(paired.difference() - paired.margin()).isPositive();
        assertThat(split.difference()).isCloseTo(.02, within(.03));
        assertThat(split.margin()).isGreaterThan(2 * paired.margin());
    }
}
