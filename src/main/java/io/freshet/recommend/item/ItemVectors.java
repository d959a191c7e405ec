package io.freshet.recommend.item;

import io.freshet.vector.VectorTable;

/**
 * Item vectors of all articles in the catalogue: a table of input vectors and one of output vectors, in which an
 * article has the same index.
 */
public interface ItemVectors {

    /**
     * Slot of an article, the index of its vectors in both tables; -1 if the catalogue does not contain the article.
     */
    int slotOf(String articleId);

    /** Input vectors, which represent articles as context of the next read; indexed by {@link #slotOf}. */
    VectorTable in();

    /** Output vectors, which represent articles as the next read; indexed by {@link #slotOf}. */
    VectorTable out();
}
