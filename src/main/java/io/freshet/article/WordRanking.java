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

/** Ways to say which single words of an article matter most, to be compared: Freshet's own, and what one would try instead. */
public enum WordRanking {
    /** As {@link Keywords} ranks words: TextRank in which words of like meaning vote, times 1 + ln tf. */
    TEXT_RANK_OVER_VECTORS("TextRank over vectors") {
        @Override
        double[] scores(TokenisedArticle article, List<Term> terms, ArticleSettings settings) {
            double[] scores = TextRank.scores(terms, settings.keywordDamping(), settings.rankIterations());
            for (int index = 0; index < scores.length; index++) {
                scores[index] *= terms.get(index).countWeight();
            }
            return scores;
        }
    },
    /** Occurrences times inverse document frequency. */
    TF_IDF("tf·idf") {
        @Override
        double[] scores(TokenisedArticle article, List<Term> terms, ArticleSettings settings) {
            return terms.stream()
                    .mapToDouble(term -> term.count() * term.inverseDocumentFrequency())
                    .toArray();
        }
    },
    /** Mihalcea and Tarau, TextRank (2004): words vote for those within two words of them, damping .85. */
    TEXT_RANK_OVER_NEIGHBOURS("TextRank over co-occurrence") {
        @Override
        double[] scores(TokenisedArticle article, List<Term> terms, ArticleSettings settings) {
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

    /** Name in reports. */
    public String label() {
        return label;
    }

    /** The words that matter most, the first most, at most {@code wordsMax}; stop words are none. */
    public List<String> strongest(TokenisedArticle article, WordVectors words, ArticleSettings settings, int wordsMax) {
        List<Term> terms = ArticleTerms.of(article, TermFrequencies.of(words), settings.rankedTermsMax());
        double[] scores = scores(article, terms, settings);
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

    abstract double[] scores(TokenisedArticle article, List<Term> terms, ArticleSettings settings);

    /** Unweighted edges, stop words left out before distances are taken, restart alike for all, as published. */
    private static double[] neighbourRank(TokenisedArticle article, List<Term> terms) {
        Map<String, Integer> numbers = new HashMap<>();
        terms.forEach(term -> numbers.put(term.text(), numbers.size()));
        List<Set<Integer>> neighbours = new ArrayList<>();
        terms.forEach(term -> neighbours.add(new HashSet<>()));
        StopWords stopWords = StopWords.of(article.language());
        List<Integer> run = article.terms()
                .filter(term -> !stopWords.contains(term))
                .map(term -> numbers.getOrDefault(term, -1))
                .toList();
        for (int place = 0; place < run.size(); place++) {
            for (int next = place + 1; next < Math.min(run.size(), place + 1 + NEIGHBOUR_DISTANCE_MAX); next++) {
                int left = run.get(place);
                int right = run.get(next);
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
