package io.freshet.recommend.rank;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What readers were shown last and may yet choose from, and other candidates of that moment, as a ranker saw them just
 * before: afterwards the showing itself would be among the evidence. Bounded; the eldest showings are forgotten first. For
 * one thread.
 */
final class PendingImpressions {
    /** Showings remembered: some 10 KB each. */
    static final int SHOWINGS_MAX = 1_000;
    /** Longer after a showing, a click is not an answer to it. */
    static final long WINDOW_MILLIS = 30 * 60_000L;

    private final Map<String, Showing> byReader = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Showing> eldest) {
            return size() > SHOWINGS_MAX;
        }
    };

    /** By row: what was shown first, and then what else was proposed. */
    private static final class Showing {
        final long atMillis;
        final List<String> articleIds;
        final int shownCount;
        final boolean[] proposed;
        final boolean[] chosen;
        final float[] rows;

        Showing(Candidates candidates, int[] indexes, int shownCount, float[] rows) {
            this.atMillis = candidates.nowMillis();
            this.articleIds = new ArrayList<>(indexes.length);
            this.shownCount = shownCount;
            this.proposed = new boolean[indexes.length];
            this.chosen = new boolean[indexes.length];
            this.rows = Arrays.copyOf(rows, indexes.length * RankingFeatures.COUNT);
            for (int row = 0; row < indexes.length; row++) {
                articleIds.add(candidates.articleId(indexes[row]));
                proposed[row] = candidates.isProposed(indexes[row]);
            }
        }
    }

    /**
     * Notes a showing, in place of an earlier one to the same reader.
     *
     * @param indexes of candidates by row, those shown first
     * @param shownCount how many of them are shown
     * @param rows features by row, not standardised
     */
    void put(Candidates candidates, int[] indexes, int shownCount, float[] rows) {
        byReader.remove(candidates.reader().userId);
        byReader.put(candidates.reader().userId, new Showing(candidates, indexes, shownCount, rows));
    }

    /**
     * Writes the rows of the showing that a click answers: the choice first, then the others but for what was chosen of them
     * before. A choice that no source had proposed is put with what else was shown alone, because that nobody proposed it
     * would tell it from the others. A click answers no showing that came after it.
     *
     * @return how many rows; 0 if the click answers none
     */
    int takeUp(Candidates now, String articleId, float[] target) {
        Showing showing = byReader.get(now.reader().userId);
        if (showing == null) {
            return 0;
        }
        long afterMillis = now.nowMillis() - showing.atMillis;
        if (afterMillis < 0 || afterMillis > WINDOW_MILLIS) {
            return 0;
        }
        int choice = showing.articleIds.indexOf(articleId);
        if (choice < 0 || choice >= showing.shownCount || showing.chosen[choice]) {
            return 0;
        }
        int size = showing.proposed[choice] ? showing.articleIds.size() : showing.shownCount;
        int count = 0;
        copy(showing, choice, target, count++);
        for (int row = 0; row < size; row++) {
            if (row != choice && !showing.chosen[row]) {
                copy(showing, row, target, count++);
            }
        }
        showing.chosen[choice] = true;
        return count;
    }

    private static void copy(Showing showing, int from, float[] target, int to) {
        int features = RankingFeatures.COUNT;
        System.arraycopy(showing.rows, from * features, target, to * features, features);
    }

    void forget(String userId) {
        byReader.remove(userId);
    }
}
