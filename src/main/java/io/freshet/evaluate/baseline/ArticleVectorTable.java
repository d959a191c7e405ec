package io.freshet.evaluate.baseline;

import io.freshet.evaluate.algorithm.InProcessRecommender;
import io.freshet.recommend.decay.HalfLife;
import io.freshet.recommend.item.ArticleDescription;
import io.freshet.recommend.item.ItemActivity;
import io.freshet.vector.FloatVector;
import java.util.Arrays;

/**
 * The vectors of all articles heard of by number, and which of them were lately alive, so that a list can look at each.
 * For one thread.
 */
public final class ArticleVectorTable implements InProcessRecommender.Watcher {
    private static final HalfLife READS = HalfLife.HALF_HOUR;
    /** Lower bound of the half-hour decayed reads of an article. */
    private static final double READS_MIN = .02;

    private final ArticleIndex numbers;
    private final long aliveMillis;
    private FloatVector[] content = new FloatVector[0];
    private FloatVector[] in = new FloatVector[0];
    private FloatVector[] out = new FloatVector[0];
    private double[] logReads = new double[0];
    private long[] activeMillis = new long[0];
    private boolean[] listed = new boolean[0];
    private int[] live = new int[1_024];
    private int liveCount;
    private int liveCountAfterSweep;

    public ArticleVectorTable(ArticleIndex numbers, long aliveMillis) {
        this.numbers = numbers;
        this.aliveMillis = aliveMillis;
    }

    @Override
    public void described(ArticleDescription description) {
        int article = reserve(description.articleId());
        content[article] = description.content();
        active(article, description.publishedAtMillis());
    }

    @Override
    public void learned(ItemActivity activity) {
        int article = reserve(activity.articleId());
        in[article] = activity.in();
        out[article] = activity.out();
        if (activity.lastClickMillis() > 0) {
            double reads = activity.clicks().at(READS, activity.lastClickMillis());
            logReads[article] = Math.log(Math.max(READS_MIN, reads));
            active(article, activity.lastClickMillis());
        }
    }

    @Override
    public void withdrawn(String articleId) {
        activeMillis[reserve(articleId)] = Long.MIN_VALUE;
    }

    private int reserve(String articleId) {
        int article = numbers.of(articleId);
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
            listed = Arrays.copyOf(listed, length);
        }
        return article;
    }

    private void active(int article, long atMillis) {
        activeMillis[article] = Math.max(activeMillis[article], atMillis);
        if (!listed[article]) {
            if (liveCount > 2 * liveCountAfterSweep + 1_000) {
                sweep(atMillis);
            }
            if (liveCount == live.length) {
                live = Arrays.copyOf(live, liveCount * 2);
            }
            listed[article] = true;
            live[liveCount++] = article;
        }
    }

    /** Leaves out what is no longer alive; an article that is read again comes back. */
    private void sweep(long nowMillis) {
        int kept = 0;
        for (int index = 0; index < liveCount; index++) {
            int article = live[index];
            listed[article] = activeMillis[article] > nowMillis - aliveMillis;
            if (listed[article]) {
                live[kept++] = article;
            }
        }
        liveCount = kept;
        liveCountAfterSweep = kept;
    }

    /** Articles lately alive, more rather than less. */
    int liveCount() {
        return liveCount;
    }

    /** One of the articles lately alive, from 0. */
    int live(int index) {
        return live[index];
    }

    /** Unit vector of the text; empty if none was announced. */
    FloatVector content(int article) {
        return article < content.length ? content[article] : FloatVector.empty();
    }

    /** Input vector of the article; empty before the first read. */
    FloatVector in(int article) {
        return article < in.length ? in[article] : FloatVector.empty();
    }

    /** Output vector of the article; empty before the first read. */
    FloatVector out(int article) {
        return article < out.length ? out[article] : FloatVector.empty();
    }

    /** The logarithm of the half-hour decayed reads, from below by that of .02. */
    double logReads(int article, long nowMillis) {
        if (article >= logReads.length) {
            return Math.log(READS_MIN);
        }
        long sinceMillis = Math.max(0, nowMillis - activeMillis[article]);
        double faded = (double) sinceMillis / READS.halfLifeMillis() * Math.log(2);
        return Math.max(Math.log(READS_MIN), logReads[article] - faded);
    }
}
