package io.freshet.article;

import io.freshet.article.ArticleTerms.Term;
import io.freshet.text.Sentence;
import io.freshet.text.TokenisedArticle;
import io.freshet.text.TokenisedText;
import io.freshet.vector.FloatVector;
import io.freshet.vector.VectorMath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Computes the raw vector of an article: a weighted sum of its word vectors, before any mean of articles is subtracted.
 * For a short article: the mean of all words weighted by smooth inverse frequency, {@code a / (a + frequency)} (Arora,
 * Liang, Ma 2017). For a long article: the weighted sum of the words that {@link TextRank} ranks highest. Words of the
 * title count double. Word vectors are centred on the frequency-weighted mean of all words and normalised, so that
 * short and long articles share one vector space. Stateless.
 */
final class ArticleVectors {
    /**
     * Longest article, in tokens of title and body, whose vector is the weighted mean of all its words. A longer
     * article uses its highest-ranked words.
     */
    private static final int SHORT_ARTICLE_TOKENS_MAX = 60;
    /** Parameter {@code a} of the smooth inverse frequency {@code a / (a + frequency)}. */
    private static final double SMOOTHING = 1e-3;
    /** Damping factor of TextRank when it ranks the terms for the vector of a long article. */
    private static final double DAMPING = .85;
    /** Number of highest-ranked terms that form the vector of a long article. */
    private static final int VECTOR_TERMS_MAX = 15;

    private ArticleVectors() {}

    /**
     * Computes the weighted sum of an article's word vectors, normalised to length 1.
     *
     * @param terms terms of the article
     * @return empty if no word has a vector
     */
    static FloatVector rawVector(TokenisedArticle article, List<Term> terms, TermFrequencies frequencies) {
        float[] sum = article.tokenCount() <= SHORT_ARTICLE_TOKENS_MAX
                ? weightedSum(article, frequencies)
                : rankedSum(terms, frequencies.words().dimension());
        VectorMath.normalise(sum);
        return VectorMath.norm(sum) > 0 ? FloatVector.copyOf(sum) : FloatVector.empty();
    }

    private static float[] weightedSum(TokenisedArticle article, TermFrequencies frequencies) {
        float[] sum = new float[frequencies.words().dimension()];
        float[] centre = frequencies.words().meanVector();
        addWords(article.title(), ArticleTerms.TITLE_WEIGHT, frequencies, centre, sum);
        addWords(article.body(), 1, frequencies, centre, sum);
        return sum;
    }

    private static void addWords(
            TokenisedText text, double factor, TermFrequencies frequencies, float[] centre, float[] sum) {
        for (Sentence sentence : text.sentences()) {
            for (String term : sentence.terms()) {
                FloatVector vector = ArticleTerms.centredUnitVector(term, frequencies.words(), centre);
                if (!vector.isEmpty()) {
                    double weight = SMOOTHING / (SMOOTHING + frequencies.words().frequency(term));
                    VectorMath.addScaled((float) (factor * weight), vector.toArray(), sum);
                }
            }
        }
    }

    private static float[] rankedSum(List<Term> terms, int dimension) {
        List<Term> known =
                terms.stream().filter(term -> !term.vector().isEmpty()).toList();
        double[] scores = TextRank.scores(known, DAMPING, TextRank.ITERATIONS);
        List<Integer> order = new ArrayList<>();
        for (int index = 0; index < scores.length; index++) {
            Term term = known.get(index);
            scores[index] *= term.inverseDocumentFrequency()
                    * term.countWeight()
                    * (term.inTitle() ? ArticleTerms.TITLE_WEIGHT : 1);
            order.add(index);
        }
        order.sort(Comparator.comparingDouble(index -> -scores[index]));
        float[] sum = new float[dimension];
        for (int index : order.subList(0, Math.min(VECTOR_TERMS_MAX, order.size()))) {
            VectorMath.addScaled(
                    (float) scores[index], known.get(index).vector().toArray(), sum);
        }
        return sum;
    }
}
