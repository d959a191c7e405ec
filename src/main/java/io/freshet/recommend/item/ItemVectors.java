package io.freshet.recommend.item;

import io.freshet.vector.VectorTable;

/** Input and output vectors of all articles in the catalogue, in two tables with the same slots. */
public interface ItemVectors {

    /**
     * Slot of an article, the index of its vectors in both tables; -1 if the catalogue does not contain the article.
     */
    int slotOf(String articleId);

    /** Input vectors by slot. */
    VectorTable in();

    /** Output vectors by slot. */
    VectorTable out();
}
