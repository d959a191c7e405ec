package io.freshet.article.category;

import io.freshet.vector.FiniteArrays;
import java.util.Set;

/**
 * Naive Bayes classifier that scores the categories of an article by the set of its words. Complements
 * {@link CategoryDiscriminant}, which sees only the mean of the word vectors. Immutable.
 *
 * <p>With C(w, c) the number of labelled articles of category c that use word w, n(c) its sum over all words, and p(w)
 * the frequency of w over all categories, the evidence of w for c is the log likelihood ratio of w in c against all
 * categories, smoothed by a Dirichlet prior of weight μ (Zhai and Lafferty 2004):
 *
 * <pre>{@code ln((C(w, c) + μ p(w)) / ((n(c) + μ) p(w)))}</pre>
 *
 * where μ is the number of distinct words, one observation each. Words of one text are not independent, the less so the
 * longer it is, so that the sum of their evidence is divided by the square root of the number of words. The weight of
 * the evidence is learned by {@link PosteriorCalibration}.
 */
public final class CategoryNaiveBayes {
    private final int[] numbers;
    private final float[] uses;
    private final double usesTotal;
    private final int wordsKnown;
    private final double weight;

    /**
     * Creates a classifier of the categories in {@code numbers}, whose word totals are in {@code uses}.
     *
     * @param numbers numbers of the categories, {@code int[c]}
     * @param uses n(c) of each category, {@code float[c]}, at least 0
     * @param usesTotal sum of n over all categories, including categories that are not inferred and unlabelled articles
     * @param wordsKnown μ, the number of distinct words counted
     * @param weight factor of the evidence, at least 0
     */
    public CategoryNaiveBayes(int[] numbers, float[] uses, double usesTotal, int wordsKnown, double weight) {
        this.numbers = numbers.clone();
        this.uses = uses.clone();
        this.usesTotal = usesTotal;
        this.wordsKnown = wordsKnown;
        this.weight = weight;
        FiniteArrays.check("uses", uses);
        if (numbers.length != uses.length
                || !(usesTotal >= 0)
                || Double.isInfinite(usesTotal)
                || wordsKnown < 0
                || !(weight >= 0)
                || Double.isInfinite(weight)) {
            throw new IllegalArgumentException("invalid naive Bayes: " + numbers.length + " categories, " + uses.length
                    + " uses, total " + usesTotal + ", known words " + wordsKnown + ", weight " + weight);
        }
    }

    /** A copy of the numbers that identify the categories, in the order of {@link CategoryClassifier#names()}. */
    public int[] numbers() {
        return numbers.clone();
    }

    /**
     * A copy of n(c), the word total of each category: distinct words of an article, summed over the articles of the
     * category.
     */
    public float[] uses() {
        return uses.clone();
    }

    public double usesTotal() {
        return usesTotal;
    }

    public int wordsKnown() {
        return wordsKnown;
    }

    public double weight() {
        return weight;
    }

    /** Copy of this classifier with another factor on its {@link #evidence}. */
    public CategoryNaiveBayes withWeight(double newWeight) {
        return new CategoryNaiveBayes(numbers, uses, usesTotal, wordsKnown, newWeight);
    }

    /**
     * Log likelihood ratio of an article's words in each category against all articles; zeros if no word is known. The
     * ratio is divided by the square root of the number of words, and not multiplied by {@link #weight()}.
     *
     * @param words distinct words of the article, see {@link CategoryWords#distinct}
     */
    public double[] evidence(Set<String> words, CategoryWordCounts counts) {
        double[] evidence = new double[numbers.length];
        for (String word : words) {
            CategoryWord count = counts.get(word).orElse(null);
            if (count != null && usesTotal > 0) {
                // A count may be newer than the totals, since both are published separately.
                double prior = wordsKnown * Math.min(1, count.total() / usesTotal);
                for (int category = 0; category < evidence.length; category++) {
                    evidence[category] += Math.log((count.count(numbers[category]) + prior)
                            / ((uses[category] + wordsKnown) * prior / wordsKnown));
                }
            }
        }
        for (int category = 0; category < evidence.length; category++) {
            evidence[category] /= Math.sqrt(Math.max(1, words.size()));
        }
        return evidence;
    }
}
