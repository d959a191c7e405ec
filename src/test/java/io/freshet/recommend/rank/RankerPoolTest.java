package io.freshet.recommend.rank;

import static io.freshet.recommend.RecommenderFixture.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.vector.FloatVector;
import org.junit.jupiter.api.Test;

class RankerPoolTest {
    private static final int LAYOUT = 3;
    private static final long HALF_AN_HOUR = 30 * 60_000;

    private final RankerPool pool = new RankerPool();

    private static RankerWeights weights(int layout, double examples, long atMillis, float... state) {
        return new RankerWeights(layout, examples, atMillis, FloatVector.copyOf(state));
    }

    @Test
    void taskWithoutOthersOfItsLayoutHasNothingToJoin() {
        RankerWeights own = weights(LAYOUT, 10, START, 1, 2);
        pool.put("0", weights(LAYOUT, 5, START, 7, 7));
        pool.put("1", weights(LAYOUT + 1, 5, START, 7, 7));

        assertThat(pool.average("0", own)).isEmpty();
    }

    @Test
    void averageIsWeightedByDecayedExamples() {
        pool.put("1", weights(LAYOUT, 10, START - HALF_AN_HOUR, 4, 0));
        RankerWeights joined =
                pool.average("0", weights(LAYOUT, 15, START, 0, 8)).orElseThrow();

        // Ten examples from half an hour ago decay to five, a quarter of twenty.
        assertThat(joined.state()).isEqualTo(FloatVector.copyOf(new float[] {1, 6}));
        assertThat(joined.examples()).isEqualTo(20);
        assertThat(joined.asOfMillis()).isEqualTo(START);
    }

    @Test
    void untrainedTaskTakesTheWeightsOfTheOthers() {
        pool.put("1", weights(LAYOUT, 10, START, 4, 2));

        assertThat(pool.average("0", weights(LAYOUT, 0, 0, 9, 9)).orElseThrow().state())
                .isEqualTo(FloatVector.copyOf(new float[] {4, 2}));
    }

    @Test
    void taskStartsFromItsOwnWeightsElseFromThoseOfTheOthers() {
        assertThat(pool.start("0", LAYOUT)).isEmpty();
        RankerWeights other = weights(LAYOUT, 10, START, 4, 2);
        pool.put("1", other);
        assertThat(pool.start("0", LAYOUT))
                .hasValueSatisfying(start -> assertThat(start.state()).isEqualTo(other.state()));
        RankerWeights own = weights(LAYOUT, 1, START, 3, 3);
        pool.put("0", own);
        assertThat(pool.start("0", LAYOUT)).contains(own);
        assertThat(pool.start("0", LAYOUT + 1)).isEmpty();
        pool.remove("0");
        pool.remove("1");
        assertThat(pool.start("0", LAYOUT)).isEmpty();
        assertThat(pool.version()).isEqualTo(4);
    }
}
