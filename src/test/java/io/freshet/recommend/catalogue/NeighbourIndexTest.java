package io.freshet.recommend.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.vector.FloatVector;
import io.freshet.vector.TopK;
import io.freshet.vector.VectorTable;
import org.junit.jupiter.api.Test;

class NeighbourIndexTest {
    private static final int EXACT_SEARCH_MAX = 40;

    private final VectorTable table = VectorTable.sideBySide(2, 1)[0];
    private final NeighbourIndex index = new NeighbourIndex(table, EXACT_SEARCH_MAX, 1);

    @Test
    void graphIsBuiltAboveTheLimitAndDroppedBelowHalfOfIt() {
        put(EXACT_SEARCH_MAX);
        index.step(EXACT_SEARCH_MAX, EXACT_SEARCH_MAX);
        assertThat(index.graph()).isEmpty();

        put(EXACT_SEARCH_MAX + 1);
        index.step(EXACT_SEARCH_MAX + 1, EXACT_SEARCH_MAX + 1);
        assertThat(index.graph()).isPresent();

        index.dropIfSmall(EXACT_SEARCH_MAX / 2);
        assertThat(index.graph()).isPresent();
        index.dropIfSmall(EXACT_SEARCH_MAX / 2 - 1);
        assertThat(index.graph()).isEmpty();
        assertThat(table.has(0)).isTrue();
    }

    @Test
    void graphReflectsChangesOfTheTable() {
        int articles = EXACT_SEARCH_MAX + 10;
        put(articles);
        for (int step = 0; step < articles; step++) {
            index.step(articles, articles);
        }
        assertThat(nearestTo(7)).isIn(6, 8);

        index.put(30, direction(7));
        assertThat(nearestTo(7)).isEqualTo(30);

        index.clear(30);
        assertThat(table.has(30)).isFalse();
        assertThat(nearestTo(7)).isIn(6, 8);
    }

    @Test
    void zeroOrEmptyVectorClearsTheSlot() {
        index.put(0, direction(1));
        index.put(0, FloatVector.copyOf(new float[2]));
        assertThat(table.has(0)).isFalse();

        index.put(0, direction(1));
        index.put(0, FloatVector.empty());
        assertThat(table.has(0)).isFalse();
    }

    private void put(int articles) {
        for (int slot = 0; slot < articles; slot++) {
            index.put(slot, direction(slot));
        }
    }

    /** Unit vector at an angle of {@code step} hundredths of a full turn. */
    private static FloatVector direction(int step) {
        double angle = step * 2 * Math.PI / 100;
        return FloatVector.copyOf(new float[] {(float) Math.cos(angle), (float) Math.sin(angle)});
    }

    private int nearestTo(int slot) {
        TopK nearest = new TopK(1);
        index.graph().orElseThrow().find(slot, 10, other -> other != slot, nearest);
        return nearest.indices()[0];
    }
}
