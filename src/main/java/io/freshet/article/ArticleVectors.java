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
 * The raw vector of an article: of a short one the mean of all its words, weighted by smooth inverse frequency (Arora,
 * Liang, Ma 2017); of a long one the mean of the words {@link TextRank} puts first. Words of the headline count double.
 * Word vectors are centred on the frequency-weighted mean and of length 1, so short and long articles share one space.
 * Stateless.
 */
final class ArticleVectors {
    private final ArticleSettings settings;

    ArticleVectors(ArticleSettings settings) {
        this.settings = settings;
    }

    /**
     * The raw vector, of length 1.
     *
     * @param terms of the article
     * @return empty if no word has a vector
     */
    FloatVector rawVector(TokenisedArticle article, List<Term> terms, TermFrequencies frequencies) {
        float[] sum = article.tokenCount() <= settings.shortArticleTokensMax()
                ? weightedSum(article, frequencies)
                : rankedSum(terms, frequencies.words().dimension());
        VectorMath.normalise(sum);
        return VectorMath.norm(sum) > 0 ? FloatVector.copyOf(sum) : FloatVector.empty();
    }

    private float[] weightedSum(TokenisedArticle article, TermFrequencies frequencies) {
        float[] sum = new float[frequencies.words().dimension()];
        float[] centre = frequencies.words().meanVector();
        addWords(article.title(), settings.titleWeight(), frequencies, centre, sum);
        addWords(article.body(), 1, frequencies, centre, sum);
        return sum;
    }

    private void addWords(TokenisedText text, double factor, TermFrequencies frequencies, float[] centre, float[] sum) {
        for (Sentence sentence : text.sentences()) {
            for (String term : sentence.terms()) {
                FloatVector vector = ArticleTerms.centredUnitVector(term, frequencies.words(), centre);
                if (!vector.isEmpty()) {
                    double weight = settings.smoothing()
                            / (settings.smoothing() + frequencies.words().frequency(term));
                    VectorMath.addScaled((float) (factor * weight), vector.toArray(), sum);
                }
            }
        }
    }

    private float[] rankedSum(List<Term> terms, int dimension) {
        List<Term> known =
                terms.stream().filter(term -> !term.vector().isEmpty()).toList();
        double[] scores = TextRank.scores(known, settings.vectorDamping(), settings.rankIterations());
        List<Integer> order = new ArrayList<>();
        for (int index = 0; index < scores.length; index++) {
            Term term = known.get(index);
            scores[index] *= term.inverseDocumentFrequency()
                    * term.countWeight()
                    * (term.inTitle() ? settings.titleWeight() : 1);
            order.add(index);
        }
        order.sort(Comparator.comparingDouble(index -> -scores[index]));
        float[] sum = new float[dimension];
        for (int index : order.subList(0, Math.min(settings.vectorTermsMax(), order.size()))) {
            VectorMath.addScaled(
                    (float) scores[index], known.get(index).vector().toArray(), sum);
        }
        return sum;
    }
}
