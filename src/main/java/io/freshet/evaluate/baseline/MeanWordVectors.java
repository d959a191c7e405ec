package io.freshet.evaluate.baseline;

import io.freshet.evaluate.algorithm.InProcessRecommender;
import io.freshet.text.TokenisedArticle;
import io.freshet.vector.FloatVector;
import io.freshet.vector.VectorMath;
import io.freshet.words.WordVectors;
import java.util.HashMap;
import java.util.Map;

/** Article vectors as one would make them without further thought: the mean of the vectors of all words. For one thread. */
public final class MeanWordVectors implements InProcessRecommender.Watcher {
    private final ArticleIndex numbers;
    private final WordVectors words;
    private final Map<Integer, FloatVector> means = new HashMap<>();

    public MeanWordVectors(ArticleIndex numbers, WordVectors words) {
        this.numbers = numbers;
        this.words = words;
    }

    @Override
    public void announced(String articleId, TokenisedArticle tokens) {
        float[] sum = new float[words.dimension()];
        float[] word = new float[words.dimension()];
        tokens.terms().forEach(term -> {
            if (words.copyVector(term, word)) {
                VectorMath.addScaled(1, word, sum);
            }
        });
        VectorMath.normalise(sum);
        means.put(numbers.of(articleId), VectorMath.norm(sum) > 0 ? FloatVector.copyOf(sum) : FloatVector.empty());
    }

    /** Unit vector of an article; empty if it was not announced or no word of it is known. */
    FloatVector of(int article) {
        return means.getOrDefault(article, FloatVector.empty());
    }
}
