package io.freshet.evaluate.baseline;

import io.freshet.evaluate.algorithm.Algorithm;
import io.freshet.evaluate.algorithm.ListRequest;
import io.freshet.evaluate.measure.RankedList;
import java.util.Arrays;
import java.util.List;

/** A contender that gives some articles a score above 0 and lists the best of those alive. */
abstract class ScoringAlgorithm implements Algorithm {
    private final String name;
    final ArticleIndex numbers;
    private final ArticleScores scores = new ArticleScores();

    ScoringAlgorithm(String name, ArticleIndex numbers) {
        this.name = name;
        this.numbers = numbers;
    }

    @Override
    public final String name() {
        return name;
    }

    /** Adds to the scores of articles, which are empty. */
    abstract void score(ListRequest moment, ArticleScores scores);

    @Override
    public final void list(ListRequest moment, RankedList list) {
        scores.clear();
        score(moment, scores);
        for (int index = 0; index < scores.size(); index++) {
            int article = scores.article(index);
            float score = (float) scores.of(article);
            if (list.mayTake(score) && moment.mayList(numbers.articleId(article))) {
                list.offer(numbers.articleId(article), score);
            }
        }
    }

    @Override
    public final void score(ListRequest moment, List<String> shown, double[] scoresOfShown) {
        scores.clear();
        score(moment, scores);
        Arrays.setAll(scoresOfShown, index -> scores.of(numbers.find(shown.get(index))));
    }
}
