package io.freshet.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class VectorTableTest {
    private static final int TABLES_MAX = 16;

    @Test
    void tablesSideBySideKeepTheirVectorsAndNormsApart() {
        VectorTable[] tables = VectorTable.sideBySide(2, TABLES_MAX);
        for (int index = 0; index < TABLES_MAX; index++) {
            tables[index].put(3, FloatVector.copyOf(new float[] {index + 1, 0}));
        }

        for (int index = 0; index < TABLES_MAX; index++) {
            assertThat(tables[index].copy(3)).containsExactly(index + 1, 0);
            assertThat(tables[index].norm(3)).isEqualTo(index + 1);
        }
    }

    @Test
    void moreTablesThanNormsFitIntoARowAreRejected() {
        assertThatThrownBy(() -> VectorTable.sideBySide(2, TABLES_MAX + 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("count is 17, expected at most 16");
    }
}
