package io.freshet.article.category;

import io.freshet.vector.FiniteArrays;
import java.util.Set;

/**
 * What single words tell of an article's category: naive Bayes over the words it holds, as the second opinion beside the
 * {@link CategoryDiscriminant}, which sees no more of an article than the mean of its words. Immutable.
 *
 * <p>With C(w, c) the labelled articles of category c that use word w, n(c) the sum of those over words, and p(w) the share
 * of w in all categories, the evidence of w is the logarithm of how much likelier it is in c than at large, smoothed
 * towards the latter by a Dirichlet prior of μ articles (Zhai and Lafferty 2004):
 *
 * <pre>{@code ln((C(w, c) + μ p(w)) / ((n(c) + μ) p(w)))}</pre>
 *
 * where μ is the number of different words: one observation for each. Words of one text repeat each other's evidence, the
 * more the longer it is, so that its sum is divided by the square root of the number of words. How much it then counts is
 * learned, see {@link PosteriorCalibration}.
 */
public final class CategoryNaiveBayes {
    private final int[] numbers;
    private final float[] uses;
    private final double usesTotal;
    private final int wordsKnown;
    private final double weight;

    /**
     * The evidence of words for some categories.
     *
     * @param numbers of the categories that are told apart, {@code int[c]}
     * @param uses n(c) of each, {@code float[c]}, at least 0
     * @param usesTotal the sum of n over all categories, those not told apart included
     * @param wordsKnown how many different words were counted
     * @param weight what the evidence is multiplied by, at least 0
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
            throw new IllegalArgumentException(numbers.length + " categories, " + uses.length + " uses, " + usesTotal
                    + " in all, " + wordsKnown + " words, weight " + weight);
        }
    }

    /** A copy of the numbers of the categories, in the order of the discriminant's. */
    public int[] numbers() {
        return numbers.clone();
    }

    /** A copy of the uses of words in each category. */
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

    /** The same evidence with another weight. */
    public CategoryNaiveBayes weighted(double newWeight) {
        return new CategoryNaiveBayes(numbers, uses, usesTotal, wordsKnown, newWeight);
    }

    /**
     * The evidence for each category before it is weighted, {@code double[c]}; 0 for all where no word is known.
     *
     * @param words of the article, each once
     */
    public double[] of(Set<String> words, CategoryWordCounts counts) {
        double[] evidence = new double[numbers.length];
        for (String word : words) {
            CategoryWord count = counts.get(word).orElse(null);
            if (count != null && usesTotal > 0) {
                // Counts and totals are published apart, so that a count may be newer than the totals it is held
                // against.
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
