package io.freshet.evaluate.baseline;

import io.freshet.evaluate.algorithm.Algorithm;
import io.freshet.evaluate.algorithm.InProcessRecommender;
import io.freshet.evaluate.algorithm.ListRequest;
import io.freshet.evaluate.measure.RankedList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** Lists the newest articles that the reader has not read. */
public final class MostRecent implements Algorithm {
    private final InProcessRecommender recommender;

    public MostRecent(InProcessRecommender recommender) {
        this.recommender = recommender;
    }

    @Override
    public String name() {
        return "most-recent";
    }

    @Override
    public void list(ListRequest request, RankedList list) {
        Iterator<String> newest = recommender.newestFirst();
        while (newest.hasNext() && list.size() < RankedList.SIZE_MAX) {
            String articleId = newest.next();
            if (!request.reader().hasRead(articleId) && recommender.catalogue().contains(articleId)) {
                list.offer(articleId, -list.size());
            }
        }
    }

    @Override
    public void score(ListRequest request, List<String> shown, double[] scores) {
        Arrays.setAll(scores, index ->
                (double) recommender.firstSeenMillis(shown.get(index)).orElse(0));
    }
}
