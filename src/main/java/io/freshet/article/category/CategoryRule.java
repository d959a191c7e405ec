package io.freshet.article.category;

import io.freshet.article.UnderstoodArticle;
import io.freshet.event.CategoryTag;
import io.freshet.vector.FloatVector;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Infers the category of an article from its vector and its words. The posterior is the softmax of the discriminant's
 * score plus the weighted evidence of the words, both scaled so that it is honest.
 *
 * @param evidence for the categories of the discriminant, in their order
 */
public record CategoryRule(CategoryDiscriminant discriminant, CategoryNaiveBayes evidence) {

    public CategoryRule {
        if (discriminant.names().size() != evidence.numbers().length) {
            throw new IllegalArgumentException("the discriminant tells "
                    + discriminant.names().size() + " categories apart, the words " + evidence.numbers().length);
        }
    }

    /** The categories it tells apart. */
    public List<String> names() {
        return discriminant.names();
    }

    /** The rule that hears the discriminant alone. */
    public CategoryRule withoutWords() {
        return new CategoryRule(discriminant, evidence.weighted(0));
    }

    /** The rule that hears the words alone. */
    public CategoryRule withoutVector() {
        return new CategoryRule(discriminant.tempered(0), evidence);
    }

    /**
     * The posterior probability of every category, in the order of {@link #names()}, summing to 1.
     *
     * @param rawVector as {@link UnderstoodArticle#rawVector()}; of an empty one the words alone are heard
     * @param words of the article, each once
     */
    double[] posteriors(FloatVector rawVector, Set<String> words, CategoryWordCounts counts) {
        double[] scores = evidence.of(words, counts);
        double[] ofVector = rawVector.isEmpty() ? new double[scores.length] : discriminant.scores(rawVector);
        for (int category = 0; category < scores.length; category++) {
            scores[category] = ofVector[category] + evidence.weight() * scores[category];
        }
        return CategoryDiscriminant.softmax(scores);
    }

    /**
     * The likeliest category, its confidence the posterior probability.
     *
     * @param rawVector as {@link UnderstoodArticle#rawVector()}; of an empty one the words alone are heard
     * @param terms of the article, the headline first
     * @return empty if that is below {@code confidenceMin}, or neither the vector nor a word is known
     */
    public Optional<CategoryTag> infer(
            FloatVector rawVector, Stream<String> terms, CategoryWordCounts counts, double confidenceMin) {
        Set<String> words = CategoryWords.of(terms);
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
