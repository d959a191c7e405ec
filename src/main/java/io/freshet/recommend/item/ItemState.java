package io.freshet.recommend.item;

import io.freshet.event.Limits;
import io.freshet.recommend.decay.DecayedCounts;
import io.freshet.recommend.decay.DecayedRows;
import io.freshet.recommend.decay.HalfLife;
import io.freshet.recommend.decay.HalfLives;
import io.freshet.recommend.settings.RecommendSettings;
import io.freshet.vector.FloatVector;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What has been learned of one article. Mutable; written only by the task that owns the article's id, through
 * {@link ItemLearner}. What others may see of it is {@link #activity()}.
 */
public final class ItemState {
    final String articleId;
    public final DecayedCounts clicks;
    final DecayedCounts exposures;
    final DecayedCounts hides;
    final DecayedRows followers;
    final DecayedRows segments;
    public final ClickBuckets buckets;
    final float[] in;
    final float[] out;
    ItemStatus standing = ItemStatus.UNANNOUNCED;
    public long lastClickMillis;

    /** An article nothing has happened to yet, with the vectors it starts from, {@code float[dimension]} each. */
    ItemState(String articleId, RecommendSettings.Items settings, float[] in, float[] out) {
        this.articleId = Limits.id("articleId", articleId);
        this.clicks = new DecayedCounts(HalfLives.READS);
        this.exposures = new DecayedCounts(HalfLives.EXPOSURES);
        this.hides = new DecayedCounts(HalfLives.EXPOSURES);
        this.followers = new DecayedRows(HalfLives.FOLLOWERS, settings.followersMax());
        this.segments = new DecayedRows(HalfLives.SEGMENTS, settings.segmentsMax());
        this.buckets = new ClickBuckets();
        this.in = in.clone();
        this.out = out.clone();
    }

    private ItemState(ItemActivity activity, ItemStatus standing, ClickBuckets buckets) {
        this.articleId = activity.articleId();
        this.clicks = activity.clicks();
        this.exposures = activity.exposures();
        this.hides = activity.hides();
        this.followers = activity.followers();
        this.segments = activity.segments();
        this.buckets = new ClickBuckets(buckets);
        this.in = activity.in().toArray();
        this.out = activity.out().toArray();
        this.standing = standing;
        this.lastClickMillis = activity.lastClickMillis();
    }

    /** Takes up a stored state: the three parts that {@link #activity()}, {@link #standing()}, {@link #buckets()} give. */
    public static ItemState restore(ItemActivity activity, ItemStatus standing, ClickBuckets buckets) {
        return new ItemState(activity, standing, buckets);
    }

    public String articleId() {
        return articleId;
    }

    /** What the owner must know of the announcement. */
    public ItemStatus standing() {
        return standing;
    }

    /** Whether the article may be published to the catalogue: neither withdrawn nor expired. */
    public boolean isAvailableAt(long nowMillis) {
        return !standing.withdrawn() && nowMillis < standing.expiresAtMillis();
    }

    /** A copy of the recent reads by bucket. */
    public ClickBuckets buckets() {
        return new ClickBuckets(buckets);
    }

    /** The start of the bucket in which a read counts that comes now; empty if it is a day late. */
    public OptionalLong countedAt(long atMillis) {
        return buckets.countedAt(atMillis);
    }

    /** The starts of all kept buckets in which it was read, newest first. */
    public List<Long> keptBuckets() {
        return bucketsBefore(Long.MAX_VALUE);
    }

    /** The starts of the kept buckets before a moment in which it was read, newest first. */
    public List<Long> bucketsBefore(long endMillis) {
        return buckets.startsBefore(endMillis);
    }

    /** Reads so far. */
    public long clickCount() {
        return Math.round(clicks.sum(HalfLives.READS.indexOf(HalfLife.EVER)));
    }

    /** A snapshot of all that others may see. */
    public ItemActivity activity() {
        return new ItemActivity(
                articleId,
                clicks,
                lastClickMillis,
                exposures,
                hides,
                followers,
                segments,
                FloatVector.copyOf(in),
                FloatVector.copyOf(out));
    }

    /**
     * What the most-read lists are to be told of the bucket that holds a moment; empty if nothing was read in it or it
     * is no longer kept.
     */
    public Optional<ArticlePopularity> popularityAt(long atMillis) {
        int count = buckets.clicksAt(atMillis);
        return count == 0
                ? Optional.empty()
                : Optional.of(
                        new ArticlePopularity(articleId, standing.category(), ClickBuckets.startOf(atMillis), count));
    }
}
