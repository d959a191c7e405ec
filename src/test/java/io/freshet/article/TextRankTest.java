package io.freshet.article;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.freshet.article.ArticleTerms.Term;
import io.freshet.vector.FloatVector;
import io.freshet.vector.VectorMath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextRankTest {

    @Test
    void scoresOfThreeWordsEqualTheHandCalculation() {
        // Edges: a-b 1, b-c 0.6, a-c 0.6. Restart 1/4, 1/4, 1/2: counts with equal idf.
        List<Term> terms = List.of(term("a", 1, 1, 0), term("b", 1, 1, 0), term("c", 2, .6f, .8f));

        // Votes: a and b give 1/1.6 to each other and .6/1.6 to c; c gives half to each.
        // a' = .5 * .25 + .5 * (.25 / 1.6 + .5 / 2), c' = .5 * .5 + .5 * (2 * .25 * .6 / 1.6)
        assertThat(TextRank.scores(terms, .5, 1))
                .containsExactly(new double[] {.328125, .328125, .34375}, within(1e-6));
    }

    @Test
    void wordsWithoutVectorsScoreInProportionToTfIdf() {
        Term often = new Term("often", 3, false, 2, FloatVector.empty());
        Term rare = new Term("rare", 1, false, 4, FloatVector.empty());

        assertThat(TextRank.scores(List.of(often, rare), .85, 8)).containsExactly(new double[] {.6, .4}, within(1e-9));
    }

    @Test
    void oppositeWordsDoNotVoteForEachOther() {
        List<Term> terms = List.of(term("up", 1, 1, 0), term("down", 1, -1, 0), term("aside", 1, 0, 1));

        assertThat(TextRank.scores(terms, .85, 8)).containsExactly(new double[] {1 / 3., 1 / 3., 1 / 3.}, within(1e-9));
    }

    @Test
    void wordWithSimilarWordsOutranksAnIsolatedWord() {
        List<Term> terms =
                List.of(term("lonely", 1, -1, 0), term("a", 1, 1, 0), term("b", 1, .9f, .1f), term("c", 1, .8f, .2f));

        double[] scores = TextRank.scores(terms, .85, 8);

        assertThat(scores[1]).isGreaterThan(scores[0]);
        assertThat(scores[2]).isGreaterThan(scores[0]);
    }

    @Test
    void noTermsHaveNoScores() {
        assertThat(TextRank.scores(List.of(), .85, 8)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void scoresEqualPowersOfTheTransitionMatrix(long seed) {
        Random random = new Random(seed);
        List<Term> terms = randomTerms(random, 2 + random.nextInt(30));
        double damping = random.nextDouble() * .95;
        int iterations = 1 + random.nextInt(12);

        double[] scores = TextRank.scores(terms, damping, iterations);

        assertThat(scores).as("seed %d", seed).containsExactly(naive(terms, damping, iterations), within(1e-6));
        assertThat(Arrays.stream(scores).sum()).isEqualTo(1, within(1e-9));
    }

    /** Oracle: the full transition matrix with restarts and dangling words, applied to a vector. */
    private static double[] naive(List<Term> terms, double damping, int iterations) {
        int size = terms.size();
        double total = terms.stream()
                .mapToDouble(term -> term.count() * term.inverseDocumentFrequency())
                .sum();
        double[] restart = terms.stream()
                .mapToDouble(term -> term.count() * term.inverseDocumentFrequency() / total)
                .toArray();
        double[][] transition = new double[size][size];
        for (int from = 0; from < size; from++) {
            double[] edges = new double[size];
            for (int to = 0; to < size; to++) {
                FloatVector left = terms.get(from).vector();
                FloatVector right = terms.get(to).vector();
                edges[to] = from == to || left.isEmpty() || right.isEmpty() ? 0 : Math.max(0, left.dot(right));
            }
            double sum = Arrays.stream(edges).sum();
            for (int to = 0; to < size; to++) {
                double vote = sum == 0 ? restart[to] : edges[to] / sum;
                transition[to][from] = damping * vote + (1 - damping) * restart[to];
            }
        }
        double[] scores = restart.clone();
        for (int iteration = 0; iteration < iterations; iteration++) {
            double[] before = scores;
            scores = Arrays.stream(transition)
                    .mapToDouble(row -> {
                        double score = 0;
                        for (int from = 0; from < size; from++) {
                            score += row[from] * before[from];
                        }
                        return score;
                    })
                    .toArray();
        }
        return scores;
    }

    private static List<Term> randomTerms(Random random, int size) {
        List<Term> terms = new ArrayList<>();
        for (int index = 0; index < size; index++) {
            float[] vector = new float[4];
            for (int component = 0; component < vector.length; component++) {
                vector[component] = (float) random.nextGaussian();
            }
            FloatVector unit =
                    random.nextInt(5) == 0 ? FloatVector.empty() : FloatVector.copyOf(VectorMath.unit(vector));
            terms.add(new Term("w" + index, 1 + random.nextInt(5), false, .1 + random.nextDouble() * 8, unit));
        }
        return terms;
    }

    private static Term term(String text, int count, float... vector) {
        return new Term(text, count, false, 1, FloatVector.copyOf(VectorMath.unit(vector)));
    }
}
