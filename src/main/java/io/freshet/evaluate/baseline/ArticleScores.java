package io.freshet.evaluate.baseline;

import java.util.Arrays;

/**
 * Sparse scores of articles, by number in {@link ArticleIndex}; 0 for an article without a score. Reused for every
 * list; for one thread.
 */
final class ArticleScores {
    private double[] scores = new double[1_024];
    private boolean[] scored = new boolean[1_024];
    private int[] articles = new int[1_024];
    private int size;

    /** Removes all scores. */
    void clear() {
        for (int index = 0; index < size; index++) {
            scores[articles[index]] = 0;
            scored[articles[index]] = false;
        }
        size = 0;
    }

    /** Adds {@code score} to the score of an article, which is 0 at first. */
    void add(int article, double score) {
        if (article >= scores.length) {
            scores = Arrays.copyOf(scores, article * 3 / 2 + 1);
            scored = Arrays.copyOf(scored, scores.length);
        }
        if (!scored[article]) {
            if (size == articles.length) {
                articles = Arrays.copyOf(articles, size * 2);
            }
            scored[article] = true;
            articles[size++] = article;
        }
        scores[article] += score;
    }

    /** Score of an article, 0 if it has none. */
    double of(int article) {
        return article >= 0 && article < scores.length ? scores[article] : 0;
    }

    /** Number of articles with a score. */
    int size() {
        return size;
    }

    /** Number, in {@link ArticleIndex}, of the scored article at {@code index}, from 0 to {@link #size()} - 1. */
    int article(int index) {
        return articles[index];
    }
}
