package io.freshet.evaluate;

import io.freshet.vector.FloatVector;
import io.freshet.vector.VectorMath;
import java.util.List;

/** Recommenders that look at vectors alone: the nearest of all live articles to what the reader read last. */
final class VectorContender implements Contender {
    private final String name;
    private final ArticleNumbers numbers;
    private final ReadingLog log;
    private final ArticleVectors vectors;
    private final Kind kind;

    private enum Kind {
        CONTENT(.9) {
            @Override
            FloatVector ofRead(ArticleVectors vectors, int article) {
                return vectors.content(article);
            }

            @Override
            FloatVector ofNext(ArticleVectors vectors, int article) {
                return vectors.content(article);
            }

            @Override
            double prior(ArticleVectors vectors, int article, long nowMillis) {
                return 0;
            }
        },
        ITEM(.7) {
            @Override
            FloatVector ofRead(ArticleVectors vectors, int article) {
                return vectors.in(article);
            }

            @Override
            FloatVector ofNext(ArticleVectors vectors, int article) {
                return vectors.out(article);
            }

            @Override
            double prior(ArticleVectors vectors, int article, long nowMillis) {
                return vectors.logReads(article, nowMillis);
            }
        };

        final float decayPerRead;

        Kind(double decayPerRead) {
            this.decayPerRead = (float) decayPerRead;
        }

        abstract FloatVector ofRead(ArticleVectors vectors, int article);

        abstract FloatVector ofNext(ArticleVectors vectors, int article);

        abstract double prior(ArticleVectors vectors, int article, long nowMillis);
    }

    private VectorContender(String name, ArticleNumbers numbers, ReadingLog log, ArticleVectors vectors, Kind kind) {
        this.name = name;
        this.numbers = numbers;
        this.log = log;
        this.vectors = vectors;
        this.kind = kind;
    }

    /** The cosine of an article's content to the decayed mean of what the reader's last reads are about. */
    static VectorContender content(String name, ArticleNumbers numbers, ReadingLog log, ArticleVectors vectors) {
        return new VectorContender(name, numbers, log, vectors, Kind.CONTENT);
    }

    /**
     * Item2vec (Barkan and Koenigstein 2016): the inner product of the decayed mean of the input vectors of the last reads
     * with an article's output vector, plus the logarithm of its reads. Skip-gram with negatives drawn by popularity
     * estimates how much likelier an article is after another than at large (Levy and Goldberg 2014), so that the sum
     * estimates how likely it is.
     */
    static VectorContender item(String name, ArticleNumbers numbers, ReadingLog log, ArticleVectors vectors) {
        return new VectorContender(name, numbers, log, vectors, Kind.ITEM);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void list(Moment moment, RankedList list) {
        FloatVector wanted = wanted(moment);
        if (wanted.isEmpty()) {
            return;
        }
        for (int index = 0; index < vectors.liveCount(); index++) {
            int article = vectors.live(index);
            FloatVector next = kind.ofNext(vectors, article);
            if (next.isEmpty()) {
                continue;
            }
            float score = (float) (wanted.dot(next) + kind.prior(vectors, article, moment.nowMillis()));
            if (list.mayTake(score) && moment.mayList(numbers.articleId(article))) {
                list.offer(numbers.articleId(article), score);
            }
        }
    }

    @Override
    public void score(Moment moment, List<String> shown, double[] scores) {
        FloatVector wanted = wanted(moment);
        for (int index = 0; index < scores.length; index++) {
            int article = numbers.of(shown.get(index));
            FloatVector next = kind.ofNext(vectors, article);
            double likeness = wanted.isEmpty() || next.isEmpty() ? 0 : wanted.dot(next);
            scores[index] = likeness + kind.prior(vectors, article, moment.nowMillis());
        }
    }

    /** The decayed mean of the vectors of the reads; empty if none has one. */
    private FloatVector wanted(Moment moment) {
        String userId = moment.reader().userId();
        int[] reads = kind == Kind.CONTENT ? log.history(userId) : log.context(userId, moment.nowMillis());
        float[] sum = {};
        float weight = 1;
        float weights = 0;
        for (int index = reads.length - 1; index >= 0; index--, weight *= kind.decayPerRead) {
            FloatVector vector = kind.ofRead(vectors, reads[index]);
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
