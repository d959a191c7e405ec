package io.freshet.evaluate.baseline;

import io.freshet.evaluate.algorithm.Algorithm;
import io.freshet.evaluate.algorithm.ListRequest;
import io.freshet.evaluate.measure.RankedList;
import io.freshet.vector.FloatVector;
import io.freshet.vector.VectorMath;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Lists, of the recently published or read articles, those whose vectors are closest to a decayed mean of the vectors
 * of the reader's last reads.
 */
public final class VectorAlgorithm implements Algorithm {
    /**
     * Decay per read in the mean of content vectors: each read weighs .98 times as much as the one after it. A read
     * fifty articles ago still counts a third.
     */
    public static final double SLOW_DECAY = .98;

    /**
     * Decay per read in the mean of the vectors of a session's reads: each read weighs .7 times as much as the one
     * after it.
     */
    public static final double FAST_DECAY = .7;

    private final String name;
    private final ArticleIndex articleIndex;
    private final ArticleVectorTable live;
    private final Profile profile;
    private final IntFunction<FloatVector> candidateVectors;
    private final Prior prior;

    /**
     * Selects those reads of the requesting reader whose vectors are averaged; returns their article numbers in
     * {@link ArticleIndex}, oldest first.
     */
    private interface Reads {
        int[] of(ListRequest request);
    }

    /** Part of an article's score that does not depend on the reader. */
    private interface Prior {
        double of(int article, long nowMillis);
    }

    /**
     * Computes the decayed mean of the vectors of a reader's reads; each read weighs {@code decayPerRead} times as much
     * as the one after it.
     */
    private record Profile(Reads reads, double decayPerRead, IntFunction<FloatVector> vectors) {

        /** Mean vector of the requesting reader's reads; empty if none of the reads has a vector. */
        FloatVector of(ListRequest request) {
            int[] articles = reads.of(request);
            float[] sum = {};
            float weight = 1;
            float weights = 0;
            for (int index = articles.length - 1; index >= 0; index--, weight *= (float) decayPerRead) {
                FloatVector vector = vectors.apply(articles[index]);
                if (!vector.isEmpty()) {
                    sum = sum.length == 0 ? new float[vector.dimension()] : sum;
                    VectorMath.addScaled(weight, vector.toArray(), sum);
                    weights += weight;
                }
            }
            if (weights > 0) {
                VectorMath.scale(1 / weights, sum);
            }
            return FloatVector.copyOf(sum);
        }
    }

    private VectorAlgorithm(
            String name,
            ArticleIndex articleIndex,
            ArticleVectorTable live,
            Profile profile,
            IntFunction<FloatVector> candidateVectors,
            Prior prior) {
        this.name = name;
        this.articleIndex = articleIndex;
        this.live = live;
        this.profile = profile;
        this.candidateVectors = candidateVectors;
        this.prior = prior;
    }

    /**
     * Creates an algorithm that ranks articles by the similarity of their content vectors to the decayed mean of the
     * content vectors of the reader's last reads.
     */
    public static VectorAlgorithm content(
            String name, ArticleIndex articleIndex, ReadingLog log, ArticleVectorTable vectors, double decayPerRead) {
        return new VectorAlgorithm(
                name,
                articleIndex,
                vectors,
                new Profile(request -> log.history(request.reader().userId()), decayPerRead, vectors::content),
                vectors::content,
                (article, nowMillis) -> 0);
    }

    /**
     * Creates an algorithm like {@link #content}, with unweighted means of word vectors in place of content vectors.
     */
    public static VectorAlgorithm means(
            String name, ArticleIndex articleIndex, ReadingLog log, ArticleVectorTable live, MeanWordVectors means) {
        return new VectorAlgorithm(
                name,
                articleIndex,
                live,
                new Profile(request -> log.history(request.reader().userId()), SLOW_DECAY, means::of),
                means::of,
                (article, nowMillis) -> 0);
    }

    /**
     * Creates item2vec (Barkan and Koenigstein 2016), which ranks articles by how likely they follow the reads of the
     * session. The score is the inner product of the decayed mean of the input vectors of the session's reads with an
     * article's output vector, plus the logarithm of its reads. Skip-gram with negatives sampled by popularity
     * estimates the pointwise mutual information of two articles (Levy and Goldberg 2014), so the sum estimates the
     * conditional log-probability of the article.
     */
    public static VectorAlgorithm item(
            String name, ArticleIndex articleIndex, ReadingLog log, ArticleVectorTable vectors) {
        return new VectorAlgorithm(
                name,
                articleIndex,
                vectors,
                new Profile(
                        request -> log.context(request.reader().userId(), request.nowMillis()),
                        FAST_DECAY,
                        vectors::in),
                vectors::out,
                vectors::logReads);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void list(ListRequest request, RankedList list) {
        FloatVector query = profile.of(request);
        if (query.isEmpty()) {
            return;
        }
        for (int index = 0; index < live.liveCount(); index++) {
            int article = live.live(index);
            FloatVector candidate = candidateVectors.apply(article);
            if (candidate.isEmpty()) {
                continue;
            }
            float score = (float) (query.dot(candidate) + prior.of(article, request.nowMillis()));
            if (list.mayTake(score) && request.mayList(articleIndex.articleId(article))) {
                list.offer(articleIndex.articleId(article), score);
            }
        }
    }

    @Override
    public void score(ListRequest request, List<String> shown, double[] scores) {
        FloatVector query = profile.of(request);
        for (int index = 0; index < scores.length; index++) {
            int article = articleIndex.of(shown.get(index));
            FloatVector candidate = candidateVectors.apply(article);
            double similarity = query.isEmpty() || candidate.isEmpty() ? 0 : query.dot(candidate);
            scores[index] = similarity + prior.of(article, request.nowMillis());
        }
    }
}
