package io.freshet.evaluate.algorithm;

import io.freshet.evaluate.measure.RankedList;
import io.freshet.event.RecommendedArticle;
import io.freshet.recommend.Recommender;
import java.util.List;

/** What a ranker puts first, built into a list as readers get it; what is shown anyway is ranked as the ranker does. */
public final class ListAlgorithm implements Algorithm {
    private final String name;
    private final RankerAlgorithm ranker;
    private final Recommender builder;

    /** @param ranker which may be a contender itself: it learns from each moment once */
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
    public void list(ListRequest moment, RankedList list) {
        List<RecommendedArticle> lines = builder.build(moment.candidates(), ranker.scores(moment));
        for (int line = 0; line < lines.size(); line++) {
            list.offer(lines.get(line).articleId(), -line);
        }
    }

    @Override
    public void score(ListRequest moment, List<String> shown, double[] scores) {
        ranker.score(moment, shown, scores);
    }

    @Override
    public boolean learns() {
        return ranker.learns();
    }

    @Override
    public void show(ListRequest moment, List<String> shown) {
        ranker.show(moment, shown);
    }

    @Override
    public void forget(String userId) {
        ranker.forget(userId);
    }

    @Override
    public void learn(ListRequest moment, String articleId) {
        ranker.learn(moment, articleId);
    }
}
