package io.freshet.recommend.rank;

import io.freshet.recommend.decay.HalfLife;
import io.freshet.recommend.settings.FormulaSettings;
import io.freshet.vector.VectorMath;
import io.freshet.vector.VectorTable;

/**
 * Ranker with a fixed formula: how often an article is read after the reader's last two reads, its popularity and its
 * content similarity. The score of an article adds its shares of the reads after the reader's last two reads, its share
 * of current reads, and, for an article with few reads, its content similarity. Used until the learned ranker is warmed
 * up, and as its fallback. Stateless.
 *
 * <pre>
 * score(j) = sum over h of w_h · followers_h(last, j) / (followers_h(last) + 3)
 *          + .25 · followers_1h(previous, j) / (followers_1h(previous) + 3)
 *          + reads_5min(j) / reads_5min
 *          + .3 · max(0, similarity of content) · 5 / (5 + reads_24h(j))
 * </pre>
 *
 * <p>The sum is then multiplied by penalties for similarity to hidden articles and for impressions without a read. The
 * similarity of content is the cosine to the last read or to the reader's slow vector, whichever is higher. Scores are
 * at least 0.
 */
public final class FormulaRanker implements Ranker {
    private final FormulaSettings weights;

    public FormulaRanker(FormulaSettings weights) {
        this.weights = weights;
    }

    @Override
    public void score(Candidates candidates, float[] scores) {
        float slowNorm = VectorMath.norm(candidates.reader().slow());
        float dislikeNorm = VectorMath.norm(candidates.reader().dislikes());
        for (int index = 0; index < candidates.size(); index++) {
            double score =
                    followers(candidates, index) + popularity(candidates, index) + content(candidates, index, slowNorm);
            scores[index] = (float) (score * penalty(candidates, index, dislikeNorm));
        }
    }

    /**
     * Part of the score of candidate {@code index} for how often all readers read the candidate directly after this
     * reader's last two reads. A weighted sum of the candidate's shares of all such reads.
     */
    public double followers(Candidates candidates, int index) {
        return weights.followers().lastRead().halfHour() * share(candidates, index, HalfLife.HALF_HOUR)
                + weights.followers().lastRead().hour() * share(candidates, index, HalfLife.HOUR)
                + weights.followers().lastRead().sixHours() * share(candidates, index, HalfLife.SIX_HOURS)
                + weights.followers().ever() * share(candidates, index, HalfLife.INFINITE)
                + weights.followers().previous()
                        * candidates.previousFollowers(index)
                        / (candidates.previousFollowersTotal()
                                + weights.followers().smoothing());
    }

    private double share(Candidates candidates, int index, HalfLife halfLife) {
        return candidates.followers(index, halfLife)
                / (candidates.followersTotal(halfLife) + weights.followers().smoothing());
    }

    /**
     * Part of the score of candidate {@code index} for its current popularity: its share of the reads of all most-read
     * articles, decayed at a half-life of five minutes.
     */
    public double popularity(Candidates candidates, int index) {
        double total = candidates.popularityTotal();
        return total > 0 ? weights.popularity() * candidates.reads(index, HalfLife.FIVE_MINUTES) / total : 0;
    }

    private double content(Candidates candidates, int index, float slowNorm) {
        VectorTable content = candidates.catalogue().content();
        int slot = candidates.slot(index);
        if (!content.has(slot)) {
            return 0;
        }
        float[] slow = candidates.reader().slow();
        float similarity = slow.length == content.dimension() ? content.cosine(slot, slow, 0, slowNorm) : 0;
        int[] context = candidates.contextSlots();
        if (context.length > 0 && context[0] >= 0) {
            similarity = Math.max(similarity, content.cosine(slot, context[0]));
        }
        double coldStart =
                weights.content().reads() / (weights.content().reads() + candidates.reads(index, HalfLife.DAY));
        return weights.content().weight() * Math.max(0, similarity) * coldStart;
    }

    /**
     * Factor from 0 to 1 that lowers the score for impressions without a read and for similarity to the reader's
     * dislike vector, whose norm is {@code dislikeNorm}. The dislike vector is a decayed mean of the vectors of the
     * articles hidden.
     */
    private double penalty(Candidates candidates, int index, float dislikeNorm) {
        double penalty =
                candidates.timesServed(index) == 0 ? 1 : Math.pow(weights.servedDecay(), candidates.timesServed(index));
        float[] dislike = candidates.reader().dislikes();
        VectorTable content = candidates.catalogue().content();
        if (dislikeNorm > 0 && dislike.length == content.dimension()) {
            float similarity = content.cosine(candidates.slot(index), dislike, 0, dislikeNorm);
            penalty *= Math.max(0, 1 - weights.dislike() * Math.max(0, similarity));
        }
        return penalty;
    }
}
