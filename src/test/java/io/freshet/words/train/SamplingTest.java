package io.freshet.words.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.freshet.vector.RandomStream;
import io.freshet.words.Vocabulary;
import io.freshet.words.online.CountSketch;
import io.freshet.words.online.LastSeenIndex;
import io.freshet.words.online.OnlineNegativeSampler;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Negative sampling offline and online, and the structures of online learning: last-seen index and count sketch. */
class SamplingTest {
    private static final int DRAWS = 200_000;

    @Test
    void negativeSamplesAreDrawnInProportionToCountToThePowerOfThreeQuarters() {
        long[] counts = {1_000, 300, 300, 20, 1};
        NoiseDistribution noise =
                new NoiseDistribution(Vocabulary.of(List.of("a", "b", "c", "d", "e"), counts, 10_000));
        double sum = 0;
        for (long count : counts) {
            sum += Math.pow((double) count, .75);
        }
        int[] drawn = new int[counts.length];
        RandomStream random = new RandomStream(1);
        for (int draw = 0; draw < DRAWS; draw++) {
            drawn[noise.draw(random)]++;
        }
        for (int index = 0; index < counts.length; index++) {
            double share = Math.pow((double) counts[index], .75) / sum;
            assertThat(drawn[index] / (double) DRAWS).isCloseTo(share, within(4 * Math.sqrt(share / DRAWS)));
        }
        assertThat(noise.mass()).isCloseTo(sum / 1_000, within(1e-9));
    }

    @Test
    void onlineNegativeSamplesFollowTheStreamsCountsAndNotTheOrderOfItsWords() {
        Vocabulary base = Vocabulary.of(List.of("old0", "old1", "old2"), new long[] {600, 300, 100}, 1_000);
        List<String> order = new ArrayList<>();
        for (int word = 0; word < 30; word++) {
            order.add((word < 2 ? "old" : "new") + word);
        }
        OnlineNegativeSampler first = new OnlineNegativeSampler(base);
        order.forEach(word -> first.put(word, uses(word)));
        OnlineNegativeSampler second = new OnlineNegativeSampler(base);
        Collections.shuffle(order, new Random(2));
        order.forEach(word -> second.put(word, 1));
        second.put("gone", 500);
        Collections.shuffle(order, new Random(3));
        order.forEach(word -> second.put(word, uses(word)));
        second.remove("gone");
        second.remove("unknown");
        RandomStream firstRandom = new RandomStream(4);
        RandomStream secondRandom = new RandomStream(4);
        Map<String, Integer> drawn = new HashMap<>();
        for (int draw = 0; draw < DRAWS; draw++) {
            String word = first.draw(firstRandom);
            assertThat(second.draw(secondRandom)).isEqualTo(word);
            drawn.merge(word, 1, Integer::sum);
        }
        order.add("old2");
        double sum = order.stream().mapToDouble(word -> weight(base, word)).sum();
        for (String word : order) {
            double share = weight(base, word) / sum;
            assertThat(drawn.getOrDefault(word, 0) / (double) DRAWS)
                    .as(word)
                    .isCloseTo(share, within(5 * Math.sqrt(share / DRAWS)));
        }
    }

    /** Counts that differ from the base model: the stream uses old1 far more than old0, and never old2. */
    private static long uses(String word) {
        return word.equals("old2") ? 0 : 1 + 1_500L * (word.charAt(word.length() - 1) - '0');
    }

    private static double weight(Vocabulary base, String word) {
        return Math.pow(uses(word) + 10_000 * base.frequency(word), .75);
    }

    @Test
    void withoutABaseModelNegativeSamplesComeFromTheStreamOnly() {
        OnlineNegativeSampler noise = new OnlineNegativeSampler(Vocabulary.empty());
        noise.put("only", 1);
        assertThat(noise.draw(new RandomStream(1))).isEqualTo("only");
    }

    @Test
    void longestIdleWordWasSeenFirstAndTiesAreBrokenByName() {
        LastSeenIndex words = new LastSeenIndex();
        assertThat(words.longestIdle()).isEmpty();
        words.put("b", 1, 5);
        words.put("a", 1, 5);
        words.put("c", 1, 4);
        words.put("c", 2, 9);
        assertThat(words.longestIdle()).contains("a");
        assertThat(words.idleSince(5)).isEmpty();
        assertThat(words.idleSince(6)).contains("a");
        assertThat(words.size()).isEqualTo(3);
        assertThat(words.remove("unknown")).isZero();
        assertThat(words.remove("c")).isEqualTo(2);
    }

    @Test
    void sketchNeverUndercountsAndRarelyOvercounts() {
        CountSketch sketch = new CountSketch(1 << 12);
        Map<String, Integer> exact = new HashMap<>();
        Random random = new Random(6);
        int overcounted = 0;
        for (int addition = 0; addition < 4_000; addition++) {
            String word = "word" + random.nextInt(1_500);
            int count = Math.min(CountSketch.COUNT_MAX, exact.merge(word, 1, Integer::sum));
            int sketched = sketch.add(word);
            assertThat(sketched).isGreaterThanOrEqualTo(count);
            overcounted += sketched > count ? 1 : 0;
        }
        assertThat(overcounted).isLessThan(40);
    }

    @Test
    void sketchHalvesAllCountsAfterAPeriod() {
        CountSketch sketch = new CountSketch(CountSketch.COUNTERS_MIN);
        for (int addition = 0; addition < 8; addition++) {
            sketch.add("word");
        }
        for (int addition = 8; addition < CountSketch.COUNTERS_MIN; addition++) {
            sketch.add("other" + addition);
        }
        assertThat(sketch.add("word")).isEqualTo(5);
    }

    @Test
    void randomNumbersStayWithinTheirBoundsAndEachPositionHasItsOwnStream() {
        RandomStream random = new RandomStream(3);
        for (int draw = 0; draw < 10_000; draw++) {
            assertThat(random.nextInt(7)).isBetween(0, 6);
            assertThat(random.nextLong(1L << 40)).isBetween(0L, (1L << 40) - 1);
            assertThat(random.nextFloat()).isGreaterThanOrEqualTo(0).isLessThan(1);
            assertThat(random.nextDouble()).isGreaterThanOrEqualTo(0).isLessThan(1);
        }
        assertThat(RandomStream.at(1, 5).nextLong())
                .isEqualTo(RandomStream.at(1, 5).nextLong());
        assertThat(RandomStream.at(1, 5).nextLong())
                .isNotEqualTo(RandomStream.at(1, 6).nextLong());
        assertThat(RandomStream.at(1, 5).nextLong())
                .isNotEqualTo(RandomStream.at(2, 5).nextLong());
    }
}
