package io.freshet.evaluate;

import java.util.Arrays;
import java.util.List;

/** A contender that gives some articles a score above 0 and lists the best of those alive. */
abstract class ScoringContender implements Contender {
    private final String name;
    final ArticleNumbers numbers;
    private final ArticleScores scores = new ArticleScores();

    ScoringContender(String name, ArticleNumbers numbers) {
        this.name = name;
        this.numbers = numbers;
    }

    @Override
    public final String name() {
        return name;
    }

    /** Adds to the scores of articles, which are empty. */
    abstract void score(Moment moment, ArticleScores scores);

    @Override
    public final void list(Moment moment, RankedList list) {
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
    public final void score(Moment moment, List<String> shown, double[] scoresOfShown) {
        scores.clear();
        score(moment, scores);
        Arrays.setAll(scoresOfShown, index -> scores.of(numbers.find(shown.get(index))));
    }
}
