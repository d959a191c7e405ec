package io.freshet.evaluate.baseline;

import io.freshet.evaluate.algorithm.Algorithm;
import io.freshet.evaluate.algorithm.InProcessRecommender;
import io.freshet.evaluate.algorithm.ListRequest;
import io.freshet.evaluate.measure.RankedList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** The newest articles that the reader has not read, newest first. */
public final class MostRecent implements Algorithm {
    private final InProcessRecommender newsroom;

    public MostRecent(InProcessRecommender newsroom) {
        this.newsroom = newsroom;
    }

    @Override
    public String name() {
        return "most-recent";
    }

    @Override
    public void list(ListRequest moment, RankedList list) {
        Iterator<String> newest = newsroom.newestFirst();
        while (newest.hasNext() && list.size() < RankedList.SIZE_MAX) {
            String articleId = newest.next();
            if (!moment.reader().hasRead(articleId) && newsroom.catalogue().contains(articleId)) {
                list.offer(articleId, -list.size());
            }
        }
    }

    @Override
    public void score(ListRequest moment, List<String> shown, double[] scores) {
        Arrays.setAll(scores, index ->
                (double) newsroom.knownSinceMillis(shown.get(index)).orElse(0));
    }
}
