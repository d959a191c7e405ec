package io.freshet.evaluate.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RankedListTest {
    private final RankedList list = new RankedList();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void listEqualsTheBestBySorting(long seed) {
        Random random = new Random(seed);
        Map<String, Float> scores = new HashMap<>();
        for (int article = 0; article < 200; article++) {
            scores.put("a" + article, random.nextFloat());
        }
        list.start(seed);
        scores.forEach(list::offer);

        List<String> sorted = new ArrayList<>(scores.keySet());
        sorted.sort(Comparator.comparing(scores::get, Comparator.reverseOrder()));
        assertThat(list.articleIds()).isEqualTo(sorted.subList(0, RankedList.SIZE_MAX));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void tiesAreIndependentOfTheOrderOfOffers(long seed) {
        List<String> articles = new ArrayList<>();
        for (int article = 0; article < 60; article++) {
            articles.add("a" + article);
        }
        List<String> first = tied(articles, seed);
        Collections.shuffle(articles, new Random(seed));

        assertThat(tied(articles, seed)).isEqualTo(first);
        assertThat(tied(articles, seed + 1)).isNotEqualTo(first);
    }

    private List<String> tied(List<String> articles, long seed) {
        list.start(seed);
        articles.forEach(article -> list.offer(article, 1));
        return list.articleIds();
    }

    @Test
    void scoreOfNanIsRejected() {
        list.start(1);
        assertThatThrownBy(() -> list.offer("a", Float.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void startClearsTheList() {
        list.start(1);
        list.offer("a", 1);
        list.start(1);
        assertThat(list.size()).isZero();
        assertThat(list.articleIds()).isEmpty();
    }
}
