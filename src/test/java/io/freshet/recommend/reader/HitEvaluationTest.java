package io.freshet.recommend.reader;

import static io.freshet.recommend.RecommenderFixture.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.event.Click;
import io.freshet.event.ClickKind;
import io.freshet.event.Reason;
import io.freshet.event.Recommendations;
import io.freshet.event.RecommendedArticle;
import io.freshet.event.Trigger;
import io.freshet.recommend.RecommenderFixture;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HitEvaluationTest {
    private final RecommenderFixture newsroom = new RecommenderFixture();

    private static RecommendedArticle line(String articleId) {
        return new RecommendedArticle(articleId, 1, List.of(new Reason.ReadersWentOn("x"), new Reason.Exploration()));
    }

    private Optional<HitEvaluation> judge(String articleId, ClickKind kind) {
        Click click = new Click("me", articleId, START + 1_000, null, null, kind, 0, Map.of());
        return HitEvaluation.of(newsroom.reader("me"), click, newsroom.catalogue);
    }

    private void serve(String... articleIds) {
        newsroom.reader("me")
                .setCurrentList(new Recommendations(
                        "me",
                        "r",
                        START,
                        START,
                        Trigger.CLICK,
                        List.of(articleIds).stream()
                                .map(HitEvaluationTest::line)
                                .toList()));
    }

    @Test
    void placeInTheListAndAmongTheMostReadAreToldWithTheFirstReason() {
        for (int reader = 0; reader < 9; reader++) {
            newsroom.read("r" + reader, "often", START);
            newsroom.read("r" + reader, "read", START);
            if (reader < 5) {
                newsroom.read("r" + reader, "seldom", START);
            }
        }
        newsroom.read("me", "read", START);
        serve("a", "seldom", "b");

        // The reader has read one of the two above it.
        assertThat(judge("seldom", ClickKind.CLICK)).contains(new HitEvaluation(1, 1, new Reason.ReadersWentOn("x")));
        assertThat(judge("often", ClickKind.LIKE)).contains(new HitEvaluation(HitEvaluation.ABSENT, 0, null));
        assertThat(judge("nowhere", ClickKind.CLICK))
                .contains(new HitEvaluation(HitEvaluation.ABSENT, HitEvaluation.ABSENT, null));
        assertThat(judge("often", ClickKind.HIDE)).as("a hide").isEmpty();
        assertThat(judge("read", ClickKind.CLICK)).as("read before").isEmpty();
    }

    @Test
    void mostReadListIsNoLongerThanTheReaders() {
        newsroom.read("r1", "first", START);
        newsroom.read("r2", "first", START);
        newsroom.read("r1", "second", START);
        serve("a");
        assertThat(judge("second", ClickKind.CLICK).orElseThrow().mostReadPosition())
                .isEqualTo(HitEvaluation.ABSENT);
        serve("a", "b");
        assertThat(judge("second", ClickKind.CLICK).orElseThrow().mostReadPosition())
                .isEqualTo(1);
    }

    @Test
    void lateClickIsNotJudgedByAListThatCameAfterIt() {
        newsroom.read("me", "read", START + 2_000);
        serve("a");
        assertThat(judge("a", ClickKind.CLICK)).isEmpty();
    }

    @Test
    void withoutAListThereIsNothingToJudge() {
        assertThat(judge("a", ClickKind.CLICK)).isEmpty();
    }
}
