package io.freshet.recommend.catalogue;

import static io.freshet.recommend.RecommenderFixture.START;
import static io.freshet.recommend.RecommenderFixture.article;
import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.event.ClickKind;
import io.freshet.recommend.RecommenderFixture;
import io.freshet.recommend.decay.ListTime;
import io.freshet.recommend.rank.CandidateSources;
import io.freshet.recommend.rank.Candidates;
import io.freshet.recommend.reader.ReaderSnapshot;
import io.freshet.recommend.reader.ReaderState;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NeighbourCacheTest {
    private static final long HOUR = 3_600_000;
    private static final long NOW = START + 4 * HOUR;

    private final RecommenderFixture newsroom = new RecommenderFixture();
    private final ReaderState reader = reader("old");
    private int searches;

    @BeforeEach
    void publish() {
        newsroom.publish(article("old", "Old", "sport", START, 1, 0, 0, 0));
        newsroom.publish(article("near", "Near", "sport", START, 9, 1, 0, 0));
        newsroom.publish(article("far", "Far", "sport", START, 1, 9, 0, 0));
    }

    private ReaderState reader(String readId) {
        ReaderState state = new ReaderState("reader", newsroom.settings.readers());
        state.reads().add(new ReaderSnapshot.PastRead(readId, NOW, ClickKind.CLICK));
        return state;
    }

    /** Candidate sources of a new task; counts its searches. */
    private CandidateSources task() {
        NearestArticles exact = new ExactNearestArticles();
        return new CandidateSources(
                newsroom.settings.ranking().candidates(), (catalogue, table, slot, nowMillis, neighbours) -> {
                    searches++;
                    return exact.find(catalogue, table, slot, nowMillis, neighbours);
                });
    }

    private Candidates propose(CandidateSources task, long nowMillis) {
        Candidates candidates = new Candidates(reader, newsroom.catalogue);
        task.collect(candidates, reader, newsroom.catalogue, ListTime.ofEvents(nowMillis), List.of());
        return candidates;
    }

    private int searchesOf(CandidateSources task, long nowMillis) {
        int before = searches;
        propose(task, nowMillis);
        return searches - before;
    }

    private float contentSourceScore(Candidates candidates, String articleId) {
        int index = candidates.indexOf(articleId);
        return index < 0 ? 0 : candidates.sourceScore(index, Candidates.Source.NEAREST_CONTENT);
    }

    @Test
    void entryOfOneTaskIsValidForAllTasksForAnEighthOfTheArticlesAge() {
        assertThat(searchesOf(task(), NOW)).isPositive();
        assertThat(searchesOf(task(), NOW + HOUR / 2)).as("four hours old").isZero();
        assertThat(searchesOf(task(), NOW + HOUR / 2 + 1)).isPositive();
        assertThat(searchesOf(task(), NOW - HOUR))
                .as("a replay from an earlier time")
                .isPositive();
    }

    @Test
    void timeToLiveIsAtLeastTwoMinutesAndAtMostTheConfiguredLimit() {
        assertThat(NeighbourCache.timeToLiveMillis(-HOUR, HOUR)).isEqualTo(120_000);
        assertThat(NeighbourCache.timeToLiveMillis(24 * HOUR, HOUR)).isEqualTo(HOUR);
        assertThat(NeighbourCache.timeToLiveMillis(24 * HOUR, 0)).isZero();
    }

    @Test
    void articleThatReusesTheSlotOfANeighbourIsNotProposedInItsPlace() {
        CandidateSources task = task();
        assertThat(contentSourceScore(propose(task, NOW), "near")).isEqualTo(1);
        int slot = newsroom.catalogue.slotOf("near");
        newsroom.catalogue.withdraw("near");
        newsroom.publish(article("unlike", "Unlike", "sport", START, 0, 0, 0, 1));

        assertThat(newsroom.catalogue.slotOf("unlike")).isEqualTo(slot);
        assertThat(contentSourceScore(propose(task, NOW + 1), "unlike")).isZero();
    }

    @Test
    void entryIsEvictedWhenTheTextIsCorrectedOrTheSlotIsReused() {
        CandidateSources task = task();
        propose(task, NOW);
        newsroom.publish(article("old", "Corrected", "sport", START, 1, 20, 0, 0));
        assertThat(contentSourceScore(propose(task, NOW), "far")).isEqualTo(1);

        int slot = newsroom.catalogue.slotOf("old");
        newsroom.catalogue.withdraw("old");
        newsroom.publish(article("next", "Next", "sport", START, 1, 0, 0, 0));
        assertThat(newsroom.catalogue.slotOf("next")).isEqualTo(slot);
        assertThat(newsroom.catalogue.neighbourCache().get(slot, NOW)).isNull();
    }

    @Test
    void entriesSurviveGrowthOfTheCatalogue() {
        CandidateSources task = task();
        propose(task, NOW);
        IntStream.range(0, 1_000)
                .forEach(number -> newsroom.publish(article("a" + number, "A", "sport", START, 0, 1, 0, 0)));
        assertThat(searchesOf(task, NOW)).isZero();
    }
}
