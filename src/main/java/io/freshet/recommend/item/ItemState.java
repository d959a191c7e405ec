package io.freshet.recommend.item;

import io.freshet.event.Limits;
import io.freshet.recommend.decay.DecayedCounts;
import io.freshet.recommend.decay.DecayedRows;
import io.freshet.recommend.decay.HalfLife;
import io.freshet.recommend.decay.HalfLives;
import io.freshet.recommend.settings.ItemSettings;
import io.freshet.vector.FloatVector;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * State learned about one article from its readers: decayed counts, followers (articles read next), recent reads and
 * item vectors. Mutable; written only by the task that owns the article's id, through {@link ItemLearner}.
 * {@link #activity()} is the snapshot that the catalogue publishes.
 */
public final class ItemState {
    final String articleId;
    final DecayedCounts clicks;
    final DecayedCounts impressions;
    final DecayedCounts hides;
    final DecayedRows followers;
    final DecayedRows segments;
    final ClickBuckets buckets;
    final float[] in;
    final float[] out;
    ItemStatus status = ItemStatus.UNANNOUNCED;
    long lastReadMillis;

    /**
     * Creates the state of an article without events; {@code in} and {@code out} are its initial item vectors,
     * {@code float[dimension]}, which are copied.
     */
    ItemState(String articleId, ItemSettings settings, float[] in, float[] out) {
        this.articleId = Limits.id("articleId", articleId);
        this.clicks = new DecayedCounts(HalfLives.READS);
        this.impressions = new DecayedCounts(HalfLives.IMPRESSIONS);
        this.hides = new DecayedCounts(HalfLives.IMPRESSIONS);
        this.followers = new DecayedRows(HalfLives.FOLLOWERS, settings.followersMax());
        this.segments = new DecayedRows(HalfLives.SEGMENTS, settings.segmentsMax());
        this.buckets = new ClickBuckets();
        this.in = in.clone();
        this.out = out.clone();
    }

    private ItemState(ItemActivity activity, ItemStatus status, ClickBuckets buckets) {
        this.articleId = activity.articleId();
        this.clicks = activity.clicks();
        this.impressions = activity.impressions();
        this.hides = activity.hides();
        this.followers = activity.followers();
        this.segments = activity.segments();
        this.buckets = new ClickBuckets(buckets);
        this.in = activity.in().toArray();
        this.out = activity.out().toArray();
        this.status = status;
        this.lastReadMillis = activity.lastReadMillis();
    }

    /** Restores a stored state from {@link #activity()}, {@link #status()} and {@link #buckets()}. */
    public static ItemState restore(ItemActivity activity, ItemStatus status, ClickBuckets buckets) {
        return new ItemState(activity, status, buckets);
    }

    public String articleId() {
        return articleId;
    }

    /** Publication status: category, expiry and withdrawal. */
    public ItemStatus status() {
        return status;
    }

    /** Returns a copy of the numbers of recent reads by five-minute bucket. */
    public ClickBuckets buckets() {
        return new ClickBuckets(buckets);
    }

    /**
     * Start of the five-minute bucket in which a read at {@code atMillis} would be counted, both epoch milliseconds;
     * empty for a read a day or more before the article's latest.
     */
    public OptionalLong bucketStartFor(long atMillis) {
        return buckets.bucketStartFor(atMillis);
    }

    /** Starts of all kept five-minute buckets that contain reads, newest first, epoch milliseconds. */
    public List<Long> keptBuckets() {
        return bucketsBefore(Long.MAX_VALUE);
    }

    /**
     * Starts of the five-minute buckets that contain reads and start before {@code endMillis}, newest first, epoch
     * milliseconds.
     */
    public List<Long> bucketsBefore(long endMillis) {
        return buckets.startsBefore(endMillis);
    }

    /** Total number of reads of the article, without decay. */
    public long clickCount() {
        return Math.round(clicks.sum(HalfLives.READS.indexOf(HalfLife.INFINITE)));
    }

    /** Returns a snapshot of the article's decayed counts and item vectors, as published in the catalogue. */
    public ItemActivity activity() {
        return new ItemActivity(
                articleId,
                new ItemActivity.EventCounts(clicks, lastReadMillis, impressions, hides),
                followers,
                segments,
                FloatVector.copyOf(in),
                FloatVector.copyOf(out));
    }

    /**
     * Record for the most-read lists: number of reads in the five-minute bucket that contains {@code atMillis}; empty
     * if the bucket has no reads or is no longer kept.
     */
    public Optional<ArticlePopularity> popularityAt(long atMillis) {
        int count = buckets.clicksAt(atMillis);
        return count == 0
                ? Optional.empty()
                : Optional.of(
                        new ArticlePopularity(articleId, status.category(), ClickBuckets.startOf(atMillis), count));
    }
}
