package io.freshet.article.category;

import io.freshet.event.CategoryTag;
import io.freshet.vector.FloatVector;
import io.freshet.vector.Softmax;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Infers the category of an article from its vector and its words. The posterior is the softmax of the discriminant's
 * score plus the weighted evidence of the words, both scaled by {@link PosteriorCalibration}.
 *
 * @param evidence naive Bayes for the categories of the discriminant, in the same order
 */
public record CategoryClassifier(CategoryDiscriminant discriminant, CategoryNaiveBayes evidence) {

    public CategoryClassifier {
        if (discriminant.names().size() != evidence.numbers().length) {
            throw new IllegalArgumentException("the discriminant has "
                    + discriminant.names().size() + " categories, the evidence of words "
                    + evidence.numbers().length);
        }
    }

    /** Names of the categories that this classifier can infer. */
    public List<String> names() {
        return discriminant.names();
    }

    /** Copy of this classifier that infers the category from the vector alone. */
    public CategoryClassifier withoutWords() {
        return new CategoryClassifier(discriminant, evidence.withWeight(0));
    }

    /** Copy of this classifier that infers the category from the words alone. */
    public CategoryClassifier withoutVector() {
        return new CategoryClassifier(discriminant.scaled(0), evidence);
    }

    /**
     * Posterior probability of each category, in the order of {@link #names()}, summing to 1.
     *
     * @param rawVector raw vector of the article; if empty, only the words are used
     * @param words distinct words of the article, see {@link CategoryWords#distinct}
     */
    double[] posteriors(FloatVector rawVector, Set<String> words, CategoryWordCounts counts) {
        double[] scores = evidence.evidence(words, counts);
        double[] vectorScores = rawVector.isEmpty() ? new double[scores.length] : discriminant.scores(rawVector);
        for (int category = 0; category < scores.length; category++) {
            scores[category] = vectorScores[category] + evidence.weight() * scores[category];
        }
        return Softmax.probabilities(scores);
    }

    /**
     * Infers the most probable category, with its posterior probability as the confidence.
     *
     * @param rawVector raw vector of the article; if empty, only the words are used
     * @param terms terms of the article, the title's first
     * @param confidenceMin lowest confidence of an inferred category
     * @return empty if the confidence is lower, or if the article has neither a vector nor a known word
     */
    public Optional<CategoryTag> infer(
            FloatVector rawVector, Stream<String> terms, CategoryWordCounts counts, double confidenceMin) {
        Set<String> words = CategoryWords.distinct(terms);
        if (rawVector.isEmpty()
                && words.stream().noneMatch(word -> counts.get(word).isPresent())) {
            return Optional.empty();
        }
        double[] posteriors = posteriors(rawVector, words, counts);
        int best = 0;
        for (int category = 1; category < posteriors.length; category++) {
            if (posteriors[category] > posteriors[best]) {
                best = category;
            }
        }
        return posteriors[best] < confidenceMin
                ? Optional.empty()
                : Optional.of(new CategoryTag(names().get(best), posteriors[best], false));
    }
}
