package io.freshet.evaluate.baseline;

import io.freshet.evaluate.algorithm.InProcessRecommender;
import io.freshet.text.TokenisedArticle;
import io.freshet.vector.FloatVector;
import io.freshet.vector.VectorMath;
import io.freshet.words.WordVectors;
import java.util.HashMap;
import java.util.Map;

/**
 * Naive article vectors: the unweighted mean of the word vectors of the text, scaled to unit length. For one thread.
 */
public final class MeanWordVectors implements InProcessRecommender.Observer {
    private final ArticleIndex articleIndex;
    private final WordVectors words;
    private final Map<Integer, FloatVector> means = new HashMap<>();

    public MeanWordVectors(ArticleIndex articleIndex, WordVectors words) {
        this.articleIndex = articleIndex;
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
        means.put(articleIndex.of(articleId), VectorMath.norm(sum) > 0 ? FloatVector.copyOf(sum) : FloatVector.empty());
    }

    /** Vector of an article, unit length; empty if it was not announced or none of its words has a vector. */
    FloatVector of(int article) {
        return means.getOrDefault(article, FloatVector.empty());
    }
}
