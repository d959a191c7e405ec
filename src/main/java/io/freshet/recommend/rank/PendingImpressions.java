package io.freshet.recommend.rank;

import io.freshet.collection.BoundedMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Latest impression of each reader, to which a later read of a shown article is attributed. An impression has the
 * features of the articles shown and of other candidates. The features are those from just before the impression,
 * because the impression itself changes them. Bounded: evicts the oldest impression. For one thread.
 */
final class PendingImpressions {
    /** Maximum number of readers whose latest impression is kept, each about 10 KB; above it, the oldest is evicted. */
    static final int IMPRESSIONS_MAX = 1_000;
    /** Time after an impression during which a read is attributed to the impression. */
    static final long WINDOW_MILLIS = 30 * 60_000L;

    private final Map<String, PendingImpression> byReader = BoundedMap.evictingOldest(IMPRESSIONS_MAX);

    /** One impression of a list: feature rows of the articles shown, then feature rows of other candidates. */
    private static final class PendingImpression {
        final long atMillis;
        final List<String> articleIds;
        final int shownCount;
        final boolean[] proposed;
        final boolean[] chosen;
        final float[] rows;

        PendingImpression(Candidates candidates, int[] indexes, int shownCount, float[] rows) {
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
     * Records a reader's impression, with features of the articles shown and of other candidates, in place of the
     * reader's previous one.
     *
     * @param indexes candidate index of each row, articles shown first
     * @param rows features by row, not standardised
     */
    void put(Candidates candidates, int[] indexes, int shownCount, float[] rows) {
        byReader.remove(candidates.reader().userId());
        byReader.put(candidates.reader().userId(), new PendingImpression(candidates, indexes, shownCount, rows));
    }

    /**
     * Attributes a read to the reader's latest impression and writes the impression's feature rows to {@code target} as
     * training rows. The first row is that of the article read; the rows of the impression's other articles follow.
     * Writes nothing if the impression is too old or did not show the article. Articles of the impression that were
     * read earlier are left out. If no source had proposed the article read, only rows of other shown articles follow,
     * because the missing source scores would tell the article from all other candidates. A read before the impression
     * is not attributed to the impression.
     *
     * @param now candidates of the reader just before the read
     * @return number of rows; 0 if the read is attributed to no impression
     */
    int resolve(Candidates now, String articleId, float[] target) {
        PendingImpression impression = byReader.get(now.reader().userId());
        if (impression == null) {
            return 0;
        }
        long afterMillis = now.nowMillis() - impression.atMillis;
        if (afterMillis < 0 || afterMillis > WINDOW_MILLIS) {
            return 0;
        }
        int choice = impression.articleIds.indexOf(articleId);
        if (choice < 0 || choice >= impression.shownCount || impression.chosen[choice]) {
            return 0;
        }
        int size = impression.proposed[choice] ? impression.articleIds.size() : impression.shownCount;
        int count = 0;
        copy(impression, choice, target, count++);
        for (int row = 0; row < size; row++) {
            if (row != choice && !impression.chosen[row]) {
                copy(impression, row, target, count++);
            }
        }
        impression.chosen[choice] = true;
        return count;
    }

    private static void copy(PendingImpression impression, int from, float[] target, int to) {
        int features = RankingFeatures.COUNT;
        System.arraycopy(impression.rows, from * features, target, to * features, features);
    }

    void forget(String userId) {
        byReader.remove(userId);
    }
}
