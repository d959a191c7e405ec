package io.freshet.evaluate.baseline;

import io.freshet.evaluate.algorithm.Algorithm;
import io.freshet.evaluate.algorithm.ListRequest;
import io.freshet.evaluate.measure.RankedList;
import io.freshet.vector.FloatVector;
import io.freshet.vector.VectorMath;
import java.util.List;
import java.util.function.IntFunction;

/** Recommenders that look at vectors alone: the nearest of all live articles to what the reader read last. */
public final class VectorAlgorithm implements Algorithm {
    /** News is slow: what was read fifty articles ago says nearly as much as the last read. */
    public static final double SLOW_DECAY = .98;

    public static final double FAST_DECAY = .7;

    private final String name;
    private final ArticleIndex numbers;
    private final ArticleVectorTable live;
    private final Reads reads;
    private final float decayPerRead;
    private final IntFunction<FloatVector> ofRead;
    private final IntFunction<FloatVector> ofNext;
    private final Prior prior;

    /** The reads of a reader that tell what is wanted now, oldest first. */
    private interface Reads {
        int[] of(ListRequest moment);
    }

    /** Score of an article independent of the reader. */
    private interface Prior {
        double of(int article, long nowMillis);
    }

    private VectorAlgorithm(
            String name,
            ArticleIndex numbers,
            ArticleVectorTable live,
            Reads reads,
            double decayPerRead,
            IntFunction<FloatVector> ofRead,
            IntFunction<FloatVector> ofNext,
            Prior prior) {
        this.name = name;
        this.numbers = numbers;
        this.live = live;
        this.reads = reads;
        this.decayPerRead = (float) decayPerRead;
        this.ofRead = ofRead;
        this.ofNext = ofNext;
        this.prior = prior;
    }

    /** The cosine of an article's content to the decayed mean of what the reader's last reads are about. */
    public static VectorAlgorithm content(
            String name, ArticleIndex numbers, ReadingLog log, ArticleVectorTable vectors, double decayPerRead) {
        return new VectorAlgorithm(
                name,
                numbers,
                vectors,
                moment -> log.history(moment.reader().userId()),
                decayPerRead,
                vectors::content,
                vectors::content,
                (article, nowMillis) -> 0);
    }

    /** As {@link #content}, by the plain means of word vectors. */
    public static VectorAlgorithm means(
            String name, ArticleIndex numbers, ReadingLog log, ArticleVectorTable live, MeanWordVectors means) {
        return new VectorAlgorithm(
                name,
                numbers,
                live,
                moment -> log.history(moment.reader().userId()),
                SLOW_DECAY,
                means::of,
                means::of,
                (article, nowMillis) -> 0);
    }

    /**
     * Item2vec (Barkan and Koenigstein 2016): the inner product of the decayed mean of the input vectors of the last reads
     * with an article's output vector, plus the logarithm of its reads. Skip-gram with negatives drawn by popularity
     * estimates how much likelier an article is after another than at large (Levy and Goldberg 2014), so that the sum
     * estimates how likely it is.
     */
    public static VectorAlgorithm item(String name, ArticleIndex numbers, ReadingLog log, ArticleVectorTable vectors) {
        return new VectorAlgorithm(
                name,
                numbers,
                vectors,
                moment -> log.context(moment.reader().userId(), moment.nowMillis()),
                FAST_DECAY,
                vectors::in,
                vectors::out,
                vectors::logReads);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void list(ListRequest moment, RankedList list) {
        FloatVector wanted = wanted(moment);
        if (wanted.isEmpty()) {
            return;
        }
        for (int index = 0; index < live.liveCount(); index++) {
            int article = live.live(index);
            FloatVector next = ofNext.apply(article);
            if (next.isEmpty()) {
                continue;
            }
            float score = (float) (wanted.dot(next) + prior.of(article, moment.nowMillis()));
            if (list.mayTake(score) && moment.mayList(numbers.articleId(article))) {
                list.offer(numbers.articleId(article), score);
            }
        }
    }

    @Override
    public void score(ListRequest moment, List<String> shown, double[] scores) {
        FloatVector wanted = wanted(moment);
        for (int index = 0; index < scores.length; index++) {
            int article = numbers.of(shown.get(index));
            FloatVector next = ofNext.apply(article);
            double likeness = wanted.isEmpty() || next.isEmpty() ? 0 : wanted.dot(next);
            scores[index] = likeness + prior.of(article, moment.nowMillis());
        }
    }

    /** The decayed mean of the vectors of the reads; empty if none has one. */
    private FloatVector wanted(ListRequest moment) {
        int[] articles = reads.of(moment);
        float[] sum = {};
        float weight = 1;
        float weights = 0;
        for (int index = articles.length - 1; index >= 0; index--, weight *= decayPerRead) {
            FloatVector vector = ofRead.apply(articles[index]);
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
