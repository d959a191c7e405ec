package io.freshet.recommend;

import io.freshet.event.Recommendations;

/** Tells whether a list differs from the one before so much that its reader should be told. */
public final class ListChange {
    private final int firstLines;

    public ListChange(RecommendSettings.Lists settings) {
        firstLines = settings.materialChange();
    }

    /**
     * Whether the newer list must replace the older: an article of the older is missing, or one that was nowhere in the
     * older stands among the first lines of the newer. A changed order or score alone is not material.
     */
    public boolean isMaterial(Recommendations older, Recommendations newer) {
        throw new UnsupportedOperationException("" + firstLines);
    }
}
