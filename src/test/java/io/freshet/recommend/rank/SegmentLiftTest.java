package io.freshet.recommend.rank;

import static io.freshet.recommend.RecommenderFixture.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.freshet.event.Click;
import io.freshet.event.ClickKind;
import io.freshet.recommend.Recommender;
import io.freshet.recommend.RecommenderFixture;
import io.freshet.recommend.decay.ListTime;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SegmentLiftTest {
    private static final long GAP_MILLIS = 30 * 60_000;

    private final RecommenderFixture newsroom = new RecommenderFixture();
    private final Recommender proposing = Recommender.withFormula(newsroom.settings);

    private void read(String userId, String articleId, String device) {
        newsroom.click(new Click(
                userId,
                articleId,
                START,
                null,
                null,
                ClickKind.CLICK,
                0,
                device == null ? Map.of() : Map.of("device", device)));
    }

    private SegmentLift lift(Candidates candidates) {
        SegmentLift lift = new SegmentLift(candidates, GAP_MILLIS);
        lift.start(candidates);
        lift.describe(candidates.size());
        return lift;
    }

    // a: 3 reads on phones, 1 on a desktop; b: 1 on a desktop. All are first reads of a session.
    private Candidates candidates() {
        read("r1", "a", "phone");
        read("r2", "a", "phone");
        read("r3", "a", "phone");
        read("r4", "a", "desktop");
        read("r5", "b", "desktop");
        read("me", "mine", "phone");
        return proposing.propose(newsroom.reader("me"), newsroom.catalogue, ListTime.ofEvents(START));
    }

    @Test
    void liftComparesTheReadersSegmentWithAllReaders() {
        Candidates candidates = candidates();
        SegmentLift lift = lift(candidates);
        int a = candidates.articleId(0).equals("a") ? 0 : 1;

        assertThat(candidates.size()).isEqualTo(2);
        // p_a = 4/5, p_b = 1/5; all 3 reads on phones were of a.
        assertThat((double) lift.ofSegments(a)).isCloseTo(Math.log((3 + 5 * .8) / 8 / .8), within(1e-5));
        assertThat((double) lift.ofSegments(1 - a)).isCloseTo(Math.log((0 + 5 * .2) / 8 / .2), within(1e-5));
    }

    @Test
    void visitLiftDependsOnWhetherTheNextReadStartsASession() {
        candidates();
        newsroom.read("r1", "b", START);
        Candidates soon = proposing.propose(newsroom.reader("me"), newsroom.catalogue, ListTime.ofEvents(START));
        int b = soon.articleId(0).equals("b") ? 0 : 1;

        // Later reads of a session: b once, a never; p_b = 2/6.
        assertThat((double) lift(soon).ofVisit(b)).isCloseTo(Math.log((1 + 5 / 3.0) / 6 / (1 / 3.0)), within(1e-5));
        long later = START + GAP_MILLIS + 1;
        Candidates late = proposing.propose(newsroom.reader("me"), newsroom.catalogue, ListTime.ofEvents(later));
        assertThat((double) lift(late).ofVisit(b))
                .as("sessions rarely start with b")
                .isNegative();
    }

    @Test
    void readerWithoutSegmentsHasNoLift() {
        read("r1", "a", "phone");
        newsroom.read("me", "mine", START);
        Candidates candidates = proposing.propose(newsroom.reader("me"), newsroom.catalogue, ListTime.ofEvents(START));
        assertThat(lift(candidates).ofSegments(0)).isZero();
    }
}
