package io.freshet.evaluate.baseline;

import io.freshet.evaluate.algorithm.InProcessRecommender;
import io.freshet.text.StopWords;
import io.freshet.text.TokenisedArticle;
import java.util.HashMap;
import java.util.Map;

/**
 * Sparse tf·idf vectors of articles (Salton and Buckley 1988), scaled to unit length. The weight of a term is (1 + ln
 * tf) times the negative logarithm of the fraction of the articles announced so far that contain the term. For one
 * thread.
 */
public final class TermWeightings implements InProcessRecommender.Observer {
    private final ArticleIndex articleIndex;
    private final Map<String, Integer> articlesOfTerm = new HashMap<>();
    private final Map<Integer, Map<String, Float>> weights = new HashMap<>();
    private int articles;

    public TermWeightings(ArticleIndex articleIndex) {
        this.articleIndex = articleIndex;
    }

    @Override
    public void announced(String articleId, TokenisedArticle tokens) {
        Map<String, Integer> counts = new HashMap<>();
        StopWords stopWords = StopWords.of(tokens.language());
        tokens.terms().filter(term -> !stopWords.contains(term)).forEach(term -> counts.merge(term, 1, Integer::sum));
        articles++;
        counts.keySet().forEach(term -> articlesOfTerm.merge(term, 1, Integer::sum));
        Map<String, Float> weighted = new HashMap<>();
        double squares = 0;
        for (Map.Entry<String, Integer> entry : counts.entrySet()) {
            double share = (double) articlesOfTerm.getOrDefault(entry.getKey(), 1) / (articles + 1);
            double weight = (1 + Math.log(entry.getValue())) * -Math.log(share);
            squares += weight * weight;
            weighted.put(entry.getKey(), (float) weight);
        }
        float scale = squares > 0 ? (float) (1 / Math.sqrt(squares)) : 0;
        weighted.replaceAll((term, weight) -> weight * scale);
        weights.put(articleIndex.of(articleId), weighted);
    }

    /** Weights (tf·idf) of an article's terms, by term; empty if the article was not announced. */
    Map<String, Float> of(int article) {
        return weights.getOrDefault(article, Map.of());
    }
}
