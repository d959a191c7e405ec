package io.freshet.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.dataset.TimedEvent;
import io.freshet.event.Article;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LoadTest {
    private static final long NOW = 1_800_000_000_000L;
    private static final int EVENTS = 3_000;

    private static LoadSettings settings(LoadSettings.Kind kind, long seed) {
        return new LoadSettings(kind, 500, 60, 5, 250, seed);
    }

    @ParameterizedTest
    @EnumSource
    void equalSeedsGenerateEqualEvents(LoadSettings.Kind kind) {
        assertThat(texts(kind, 7)).isEqualTo(texts(kind, 7)).isNotEqualTo(texts(kind, 8));
    }

    @ParameterizedTest
    @EnumSource
    void eventsHaveTheTimeOfTheSenderAndClicksFollowPublication(LoadSettings.Kind kind) {
        Load load = Load.of(settings(kind, 1));
        Set<String> published = new HashSet<>();
        for (Article article : load.initialArticles(NOW)) {
            assertThat(article.publishedAtMillis()).isLessThanOrEqualTo(NOW);
            published.add(article.id());
        }
        for (int event = 0; event < EVENTS; event++) {
            TimedEvent next = load.next(NOW + event);
            assertThat(next.atMillis()).isEqualTo(NOW + event);
            if (next instanceof TimedEvent.Announced announced) {
                published.add(announced.article().id());
            } else if (next instanceof TimedEvent.Withdrawn withdrawn) {
                published.remove(withdrawn.articleId());
            } else if (next instanceof TimedEvent.Clicked clicked) {
                assertThat(published).contains(clicked.click().articleId());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = "ZIPF")
    void articlesArriveAtTheirRateAndReadsFollowAPowerLaw(LoadSettings.Kind kind) {
        Load load = Load.of(settings(kind, 1));
        assertThat(load.initialArticles(NOW)).hasSize(60);
        int articles = 0;
        Map<String, Integer> reads = new HashMap<>();
        for (int event = 0; event < EVENTS; event++) {
            TimedEvent next = load.next(NOW + event);
            if (next instanceof TimedEvent.Clicked clicked) {
                reads.merge(clicked.click().articleId(), 1, Integer::sum);
            } else {
                articles++;
            }
        }
        assertThat(articles).isBetween(EVENTS / 52, EVENTS / 50);
        List<Integer> counts = new ArrayList<>(reads.values());
        counts.sort(null);
        int half = counts.size() / 2;
        int lower = counts.subList(0, half).stream().mapToInt(Integer::intValue).sum();
        int upper = counts.subList(half, counts.size()).stream()
                .mapToInt(Integer::intValue)
                .sum();
        assertThat(upper).isGreaterThan(3 * lower);
    }

    private static List<String> texts(LoadSettings.Kind kind, long seed) {
        Load load = Load.of(settings(kind, seed));
        List<String> texts = new ArrayList<>();
        load.initialArticles(NOW).forEach(article -> texts.add(article.toString()));
        for (int event = 0; event < 300; event++) {
            texts.add(load.next(NOW + event).toString());
        }
        return texts;
    }
}
