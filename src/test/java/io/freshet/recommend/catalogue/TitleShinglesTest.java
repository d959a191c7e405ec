package io.freshet.recommend.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TitleShinglesTest {
    @Test
    void titlesAgreeByJaccardSimilarity() {
        int[] left = TitleShingles.of("Storm over Ghent");
        int[] right = TitleShingles.of("storm over GHENT!");
        int[] other = TitleShingles.of("Budget passed");

        assertThat(TitleShingles.agree(left, right, 1)).isTrue();
        assertThat(TitleShingles.agree(left, other, .01)).isFalse();
        assertThat(TitleShingles.agree(left, other, 0)).isTrue();
    }

    @Test
    void titlesWithoutBigramsDoNotAgree() {
        int[] none = TitleShingles.of("?");

        assertThat(none).isEmpty();
        assertThat(TitleShingles.agree(none, none, 1)).isFalse();
        assertThat(TitleShingles.agree(none, TitleShingles.of("abc"), .5)).isFalse();
    }

    @Test
    void earlyExitDoesNotChangeTheResult() {
        SplittableRandom random = new SplittableRandom(1);
        double[] minimums = {0, .1, 1 / 3.0, .5, 2 / 3.0, .9, 1};
        int agreeing = 0;
        for (int round = 0; round < 20_000; round++) {
            int[] left = bigrams(random);
            int[] right = bigrams(random);
            double similarityMin = minimums[random.nextInt(minimums.length)];

            boolean agree = TitleShingles.agree(left, right, similarityMin);

            assertThat(agree).isEqualTo(jaccard(left, right) >= similarityMin);
            agreeing += agree ? 1 : 0;
        }
        assertThat(agreeing).isBetween(2_000, 18_000);
    }

    /** Random subset of twelve numbers. */
    private static int[] bigrams(SplittableRandom random) {
        int density = random.nextInt(13);
        return IntStream.range(0, 12)
                .filter(bigram -> random.nextInt(12) < density)
                .toArray();
    }

    private static double jaccard(int[] left, int[] right) {
        long common = IntStream.of(left)
                .filter(bigram -> IntStream.of(right).anyMatch(other -> other == bigram))
                .count();
        long all = left.length + right.length - common;
        return all == 0 ? 0 : (double) common / all;
    }
}
