package io.freshet.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopKTest {

    private record Scored(int index, float score) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void keepsTheFirstEntriesOfAFullSort(long seed) {
        Random random = new Random(seed);
        int count = random.nextInt(300);
        int limit = 1 + random.nextInt(40);
        List<Scored> offers = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            // Few distinct scores make many ties.
            offers.add(new Scored(index, random.nextInt(20) - 10));
        }
        Collections.shuffle(offers, random);
        TopK top = new TopK(limit);
        offers.forEach(offer -> top.offer(offer.index, offer.score));
        List<Scored> expected = offers.stream()
                .sorted(Comparator.comparingDouble((Scored offer) -> -offer.score)
                        .thenComparingInt(Scored::index))
                .limit(limit)
                .toList();
        assertThat(top.indices())
                .containsExactly(expected.stream().mapToInt(Scored::index).toArray());
        float[] scores = top.scores();
        assertThat(scores).hasSize(expected.size());
        for (int place = 0; place < scores.length; place++) {
            assertThat(scores[place]).isEqualTo(expected.get(place).score);
        }
    }

    @Test
    void isEmptyAfterClear() {
        TopK top = new TopK(2);
        top.offer(1, 1);
        top.clear();
        assertThat(top.size()).isZero();
        assertThat(top.indices()).isEmpty();
    }

    @Test
    void readingTheResultDoesNotChangeTheSelection() {
        TopK top = new TopK(2);
        top.offer(1, 1);
        top.offer(2, 2);
        assertThat(top.indices()).containsExactly(2, 1);
        top.offer(3, 3);
        assertThat(top.indices()).containsExactly(3, 2);
    }

    @Test
    void rejectsNanScoresAndALimitOfZero() {
        assertThatThrownBy(() -> new TopK(1).offer(7, Float.NaN)).hasMessage("score of 7 is not a number");
        assertThatThrownBy(() -> new TopK(0)).hasMessage("limit is 0, expected at least 1");
    }
}
