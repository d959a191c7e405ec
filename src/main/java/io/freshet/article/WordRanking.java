package io.freshet.article;

import io.freshet.article.ArticleTerms.Term;
import io.freshet.text.StopWords;
import io.freshet.text.TokenisedArticle;
import io.freshet.words.WordVectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rankings of the single words of an article, for comparison: Freshet's own and two baselines. */
public enum WordRanking {
    /** The ranking of {@link Keywords}: TextRank over vector similarities, times 1 + ln tf. */
    TEXT_RANK_OVER_VECTORS("TextRank over vectors") {
        @Override
        double[] scores(TokenisedArticle article, List<Term> terms) {
            double[] scores = TextRank.scores(terms, Keywords.DAMPING, TextRank.ITERATIONS);
            for (int index = 0; index < scores.length; index++) {
                scores[index] *= terms.get(index).countWeight();
            }
            return scores;
        }
    },
    /** Term frequency times inverse document frequency. */
    TF_IDF("tf·idf") {
        @Override
        double[] scores(TokenisedArticle article, List<Term> terms) {
            return terms.stream()
                    .mapToDouble(term -> term.count() * term.inverseDocumentFrequency())
                    .toArray();
        }
    },
    /** TextRank as published (Mihalcea and Tarau 2004): co-occurrence within two words, damping .85. */
    TEXT_RANK_OVER_NEIGHBOURS("TextRank over co-occurrence") {
        @Override
        double[] scores(TokenisedArticle article, List<Term> terms) {
            return neighbourRank(article, terms);
        }
    };

    private static final int NEIGHBOUR_DISTANCE_MAX = 2;
    private static final double NEIGHBOUR_DAMPING = .85;
    private static final int NEIGHBOUR_ITERATIONS = 30;

    private final String label;

    WordRanking(String label) {
        this.label = label;
    }

    /** Name of the ranking in reports. */
    public String label() {
        return label;
    }

    /** The highest-ranked words without stop words, best first, at most {@code wordsMax}. */
    public List<String> strongest(TokenisedArticle article, WordVectors words, int wordsMax) {
        List<Term> terms = ArticleTerms.of(article, TermFrequencies.of(words));
        double[] scores = scores(article, terms);
        List<Integer> order = new ArrayList<>();
        for (int index = 0; index < scores.length; index++) {
            order.add(index);
        }
        order.sort(Comparator.comparingDouble(index -> -scores[index]));
        return order.stream()
                .limit(wordsMax)
                .map(index -> terms.get(index).text())
                .toList();
    }

    abstract double[] scores(TokenisedArticle article, List<Term> terms);

    /**
     * Scores terms by TextRank as published: unweighted edges, distances counted without stop words, uniform restart.
     */
    private static double[] neighbourRank(TokenisedArticle article, List<Term> terms) {
        Map<String, Integer> numbers = new HashMap<>();
        terms.forEach(term -> numbers.put(term.text(), numbers.size()));
        List<Set<Integer>> neighbours = new ArrayList<>();
        terms.forEach(term -> neighbours.add(new HashSet<>()));
        StopWords stopWords = StopWords.of(article.language());
        List<Integer> sequence = article.terms()
                .filter(term -> !stopWords.contains(term))
                .map(term -> numbers.getOrDefault(term, -1))
                .toList();
        for (int position = 0; position < sequence.size(); position++) {
            int end = Math.min(sequence.size(), position + 1 + NEIGHBOUR_DISTANCE_MAX);
            for (int next = position + 1; next < end; next++) {
                int left = sequence.get(position);
                int right = sequence.get(next);
                if (left >= 0 && right >= 0 && left != right) {
                    neighbours.get(left).add(right);
                    neighbours.get(right).add(left);
                }
            }
        }
        double[] scores = new double[terms.size()];
        Arrays.fill(scores, 1);
        for (int iteration = 0; iteration < NEIGHBOUR_ITERATIONS; iteration++) {
            double[] next = new double[scores.length];
            Arrays.fill(next, 1 - NEIGHBOUR_DAMPING);
            for (int from = 0; from < scores.length; from++) {
                double vote = NEIGHBOUR_DAMPING
                        * scores[from]
                        / Math.max(1, neighbours.get(from).size());
                neighbours.get(from).forEach(to -> next[to] += vote);
            }
            scores = next;
        }
        return scores;
    }
}
