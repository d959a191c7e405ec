package io.freshet.recommend.item;

import io.freshet.vector.VectorTable;

/** Item vectors of all articles in the catalogue, by slot. */
public interface ItemVectors {

    /** Slot of an article, -1 if unknown. */
    int slotOf(String articleId);

    /** Input vectors by slot. */
    VectorTable in();

    /** Output vectors by slot. */
    VectorTable out();
}
