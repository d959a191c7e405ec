package io.freshet.recommend.list;

import io.freshet.event.Recommendations;
import io.freshet.recommend.reader.ActiveReaders;
import io.freshet.recommend.settings.ListSettings;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Decides whether a list differs enough from the previous list to be published. */
public final class ListChange {
    private final int firstItems;

    public ListChange(ListSettings settings) {
        firstItems = settings.materialChange();
    }

    /**
     * Whether the newer list must replace the older: its first items contain an article that the older list did not
     * contain, or its length differs. A changed order or score, or a change of later items, is not material. The caller
     * handles the withdrawal of an article of the older list, see {@link ActiveReaders#holding}.
     */
    public boolean isMaterial(Recommendations older, Recommendations newer) {
        List<String> after = newer.articleIds();
        Set<String> before = new HashSet<>(older.articleIds());
        return before.size() != after.size()
                || !before.containsAll(after.subList(0, Math.min(firstItems, after.size())));
    }
}
