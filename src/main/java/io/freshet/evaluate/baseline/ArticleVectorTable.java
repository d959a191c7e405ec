package io.freshet.evaluate.baseline;

import io.freshet.evaluate.algorithm.InProcessRecommender;
import io.freshet.recommend.decay.HalfLife;
import io.freshet.recommend.item.ArticleDescription;
import io.freshet.recommend.item.ItemActivity;
import io.freshet.vector.FloatVector;
import java.util.Arrays;

/**
 * Vectors and decayed read counts of articles, by number in {@link ArticleIndex}, and the set of recently published or
 * read articles. For algorithms that score every article of this set. For one thread.
 */
public final class ArticleVectorTable implements InProcessRecommender.Observer {
    private static final HalfLife READS_HALF_LIFE = HalfLife.HALF_HOUR;
    /** Lower bound of an article's decayed number of reads, so that its logarithm is finite. */
    private static final double READS_MIN = .02;

    private final ArticleIndex articleIndex;
    private final long aliveMillis;
    private FloatVector[] content = new FloatVector[0];
    private FloatVector[] in = new FloatVector[0];
    private FloatVector[] out = new FloatVector[0];
    private double[] logReads = new double[0];
    private long[] activeMillis = new long[0];
    private boolean[] isLive = new boolean[0];
    private int[] live = new int[1_024];
    private int liveCount;
    private int liveCountAfterSweep;

    public ArticleVectorTable(ArticleIndex articleIndex, long aliveMillis) {
        this.articleIndex = articleIndex;
        this.aliveMillis = aliveMillis;
    }

    @Override
    public void described(ArticleDescription description) {
        int article = reserve(description.articleId());
        content[article] = description.content();
        markActive(article, description.publishedAtMillis());
    }

    @Override
    public void learned(ItemActivity activity) {
        int article = reserve(activity.articleId());
        in[article] = activity.in();
        out[article] = activity.out();
        if (activity.lastReadMillis() > 0) {
            double reads = activity.clicks().at(READS_HALF_LIFE, activity.lastReadMillis());
            logReads[article] = Math.log(Math.max(READS_MIN, reads));
            markActive(article, activity.lastReadMillis());
        }
    }

    @Override
    public void withdrawn(String articleId) {
        activeMillis[reserve(articleId)] = Long.MIN_VALUE;
    }

    private int reserve(String articleId) {
        int article = articleIndex.of(articleId);
        if (article >= content.length) {
            int known = content.length;
            int length = article * 3 / 2 + 16;
            content = Arrays.copyOf(content, length);
            in = Arrays.copyOf(in, length);
            out = Arrays.copyOf(out, length);
            Arrays.fill(content, known, length, FloatVector.empty());
            Arrays.fill(in, known, length, FloatVector.empty());
            Arrays.fill(out, known, length, FloatVector.empty());
            logReads = Arrays.copyOf(logReads, length);
            Arrays.fill(logReads, known, length, Math.log(READS_MIN));
            activeMillis = Arrays.copyOf(activeMillis, length);
            isLive = Arrays.copyOf(isLive, length);
        }
        return article;
    }

    private void markActive(int article, long atMillis) {
        activeMillis[article] = Math.max(activeMillis[article], atMillis);
        if (!isLive[article]) {
            if (liveCount > 2 * liveCountAfterSweep + 1_000) {
                sweep(atMillis);
            }
            if (liveCount == live.length) {
                live = Arrays.copyOf(live, liveCount * 2);
            }
            isLive[article] = true;
            live[liveCount++] = article;
        }
    }

    /**
     * Removes from the set of active articles those neither published nor read recently. An article that is read again
     * is added again.
     */
    private void sweep(long nowMillis) {
        int kept = 0;
        for (int index = 0; index < liveCount; index++) {
            int article = live[index];
            isLive[article] = activeMillis[article] > nowMillis - aliveMillis;
            if (isLive[article]) {
                live[kept++] = article;
            }
        }
        liveCount = kept;
        liveCountAfterSweep = kept;
    }

    /** Number of active (recently published or read) articles; may include some that are no longer recent. */
    int liveCount() {
        return liveCount;
    }

    /** Number, in {@link ArticleIndex}, of the active article at {@code index}, from 0 to {@link #liveCount()} - 1. */
    int live(int index) {
        return live[index];
    }

    /** Content vector of an article, derived from its text, unit length; empty if it was not announced. */
    FloatVector content(int article) {
        return article < content.length ? content[article] : FloatVector.empty();
    }

    /**
     * item2vec input vector of an article, which represents it as a previous read; empty before the article's first
     * event (announcement, impression or click).
     */
    FloatVector in(int article) {
        return article < in.length ? in[article] : FloatVector.empty();
    }

    /**
     * item2vec output vector of an article, which represents it as the next read; empty before the article's first
     * event (announcement, impression or click).
     */
    FloatVector out(int article) {
        return article < out.length ? out[article] : FloatVector.empty();
    }

    /** Natural logarithm of an article's number of reads, decayed with a half-life of half an hour; at least ln .02. */
    double logReads(int article, long nowMillis) {
        if (article >= logReads.length) {
            return Math.log(READS_MIN);
        }
        long sinceMillis = Math.max(0, nowMillis - activeMillis[article]);
        double decay = (double) sinceMillis / READS_HALF_LIFE.halfLifeMillis() * Math.log(2);
        return Math.max(Math.log(READS_MIN), logReads[article] - decay);
    }
}
