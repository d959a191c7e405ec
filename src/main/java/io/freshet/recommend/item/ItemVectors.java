package io.freshet.recommend.item;

import io.freshet.vector.VectorTable;

/** Item vectors of all live articles by slot. */
public interface ItemVectors {

    /** The slot of an article, -1 if the article is unknown. */
    int slotOf(String articleId);

    /** Input vectors by slot. */
    VectorTable in();

    /** Output vectors by slot. */
    VectorTable out();
}
