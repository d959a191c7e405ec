package io.freshet.evaluate.baseline;

import io.freshet.evaluate.algorithm.Algorithm;
import io.freshet.evaluate.algorithm.ListRequest;
import io.freshet.evaluate.measure.RankedList;
import java.util.Arrays;
import java.util.List;

/**
 * Base class of algorithms that give some articles a score above 0 and list the best articles that
 * {@link ListRequest#mayList} allows.
 */
abstract class ScoringAlgorithm implements Algorithm {
    private final String name;
    final ArticleIndex articleIndex;
    private final ArticleScores scores = new ArticleScores();

    ScoringAlgorithm(String name, ArticleIndex articleIndex) {
        this.name = name;
        this.articleIndex = articleIndex;
    }

    @Override
    public final String name() {
        return name;
    }

    /** Writes the scores of articles for a request to {@code scores}, which is empty at the call. */
    abstract void score(ListRequest request, ArticleScores scores);

    @Override
    public final void list(ListRequest request, RankedList list) {
        scores.clear();
        score(request, scores);
        for (int index = 0; index < scores.size(); index++) {
            int article = scores.article(index);
            float score = (float) scores.of(article);
            if (list.mayTake(score) && request.mayList(articleIndex.articleId(article))) {
                list.offer(articleIndex.articleId(article), score);
            }
        }
    }

    @Override
    public final void score(ListRequest request, List<String> shown, double[] shownScores) {
        scores.clear();
        score(request, scores);
        Arrays.setAll(shownScores, index -> scores.of(articleIndex.find(shown.get(index))));
    }
}
