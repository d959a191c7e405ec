package io.freshet.recommend.list;

import io.freshet.event.Recommendations;
import io.freshet.recommend.reader.ActiveReaders;
import io.freshet.recommend.settings.RecommendSettings;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tells whether a list differs from the one before so much that its reader should be told. */
public final class ListChange {
    private final int firstLines;

    public ListChange(RecommendSettings.Lists settings) {
        firstLines = settings.materialChange();
    }

    /**
     * Whether the newer list must replace the older: one that was nowhere in the older stands among the first lines of
     * the newer, or the newer is shorter or longer. A changed order or score alone, or a change among the last lines, is
     * not material. That an article of the older list has gone is for the caller to know, see
     * {@link ActiveReaders#holding}.
     */
    public boolean isMaterial(Recommendations older, Recommendations newer) {
        List<String> after = newer.articleIds();
        Set<String> before = new HashSet<>(older.articleIds());
        return before.size() != after.size()
                || !before.containsAll(after.subList(0, Math.min(firstLines, after.size())));
    }
}
