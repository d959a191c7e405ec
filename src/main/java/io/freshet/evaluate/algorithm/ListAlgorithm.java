package io.freshet.evaluate.algorithm;

import io.freshet.evaluate.measure.RankedList;
import io.freshet.event.RecommendedArticle;
import io.freshet.recommend.Recommender;
import java.util.List;

/**
 * Algorithm that builds complete lists, as readers receive them, from the scores of a ranker. Impressions are scored by
 * the ranker alone.
 */
public final class ListAlgorithm implements Algorithm {
    private final String name;
    private final RankerAlgorithm ranker;
    private final Recommender builder;

    /**
     * Creates an algorithm whose lists {@code builder} builds from the scores of {@code ranker}.
     *
     * @param ranker may also be evaluated itself; it learns from each request once
     */
    public ListAlgorithm(String name, RankerAlgorithm ranker, Recommender builder) {
        this.name = name;
        this.ranker = ranker;
        this.builder = builder;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void list(ListRequest request, RankedList list) {
        List<RecommendedArticle> items = builder.build(request.candidates(), ranker.scores(request));
        for (int position = 0; position < items.size(); position++) {
            list.offer(items.get(position).articleId(), -position);
        }
    }

    @Override
    public void score(ListRequest request, List<String> shown, double[] scores) {
        ranker.score(request, shown, scores);
    }

    @Override
    public boolean learns() {
        return ranker.learns();
    }

    @Override
    public void show(ListRequest request, List<String> shown) {
        ranker.show(request, shown);
    }

    @Override
    public void forget(String userId) {
        ranker.forget(userId);
    }

    @Override
    public void learn(ListRequest request, String articleId) {
        ranker.learn(request, articleId);
    }
}
