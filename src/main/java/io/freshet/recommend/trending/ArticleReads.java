package io.freshet.recommend.trending;

import io.freshet.event.TrendingWindow;
import io.freshet.recommend.item.ArticlePopularity;
import io.freshet.recommend.item.ClickBuckets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of reads of one article in the last week, in buckets of event time. Buckets are merged as they age: from five
 * minutes to one hour, and from one hour to six. Mutable; part of {@link TrendingBoard}.
 *
 * <p>Only five-minute buckets accept cumulative counts. A five-minute bucket stays separate until the article is read
 * at least two hours later, as long as the article's owner keeps the bucket. A count for an older bucket is rejected,
 * because the count may already be part of a merged bucket. The two hours are measured on the article's own reads, so
 * an owner that lags loses no counts while it catches up. An article that is not read any more keeps the last three
 * hours separate, at most 36 buckets.
 */
final class ArticleReads {
    private static final long FIVE_MINUTES = ClickBuckets.BUCKET_MILLIS;
    private static final long HOUR = 3_600_000;
    private static final long SIX_HOURS = 6 * HOUR;
    /**
     * Period before an article's latest read for which its five-minute counts can still change: two hours, in
     * milliseconds. The task that owns the article publishes no older bucket.
     */
    private static final long KEPT_MILLIS = ClickBuckets.BUCKETS * FIVE_MINUTES;
    /** Age at which one-hour buckets are merged into six-hour buckets: 25 hours, in milliseconds. */
    private static final long HOURS_KEPT_MILLIS = TrendingWindow.DAY.length().toMillis() + HOUR;

    private final String articleId;
    private @Nullable String category;
    private long rolledUpMillis;
    /** Buckets that contain reads, by their start in epoch milliseconds; they do not overlap. */
    private final TreeMap<Long, ReadHistory.Bucket> buckets = new TreeMap<>();

    ArticleReads(ReadHistory history) {
        articleId = history.articleId();
        category = history.category();
        rolledUpMillis = history.mergedBeforeMillis();
        history.buckets().forEach(bucket -> buckets.put(bucket.startMillis(), bucket));
    }

    ReadHistory history() {
        return new ReadHistory(articleId, category, rolledUpMillis, List.copyOf(buckets.values()));
    }

    /**
     * Raises the count of a five-minute bucket to the given one, if that is higher, and updates the category; returns
     * false if neither changed.
     */
    boolean apply(ArticlePopularity popularity) {
        long start = popularity.bucketStartMillis();
        if (start < rolledUpMillis) {
            return false;
        }
        // The category of an older record is outdated.
        boolean recategorised =
                (buckets.isEmpty() || start >= buckets.lastKey()) && !Objects.equals(category, popularity.category());
        if (recategorised) {
            category = popularity.category();
        }
        ReadHistory.Bucket known = buckets.get(start);
        if (known != null && known.clicks() >= popularity.clicks()) {
            return recategorised;
        }
        buckets.put(start, new ReadHistory.Bucket(start, FIVE_MINUTES, popularity.clicks()));
        return true;
    }

    /** Merges aged buckets into longer ones and drops buckets older than a week. */
    void age(long nowMillis) {
        if (!buckets.isEmpty()) {
            long mergedBefore = Math.floorDiv(buckets.lastKey() + FIVE_MINUTES - KEPT_MILLIS, HOUR) * HOUR;
            rolledUpMillis = Math.max(rolledUpMillis, mergedBefore);
        }
        merge(nowMillis);
        Map.Entry<Long, ReadHistory.Bucket> oldest = buckets.firstEntry();
        while (oldest != null && !isWithin(oldest.getValue(), TrendingWindow.WEEK, nowMillis)) {
            buckets.remove(oldest.getKey());
            oldest = buckets.firstEntry();
        }
    }

    private void merge(long nowMillis) {
        long hoursKeptFrom = Math.floorDiv(nowMillis - HOURS_KEPT_MILLIS, SIX_HOURS) * SIX_HOURS;
        List<ReadHistory.Bucket> aged =
                new ArrayList<>(buckets.headMap(rolledUpMillis).values());
        for (ReadHistory.Bucket bucket : aged) {
            long length = bucket.startMillis() < hoursKeptFrom ? SIX_HOURS : HOUR;
            if (bucket.lengthMillis() < length) {
                long start = Math.floorDiv(bucket.startMillis(), length) * length;
                buckets.remove(bucket.startMillis());
                ReadHistory.Bucket longer = buckets.get(start);
                long clicks = bucket.clicks() + (longer == null ? 0 : longer.clicks());
                buckets.put(start, new ReadHistory.Bucket(start, length, clicks));
            }
        }
    }

    /**
     * Number of reads in a window that ends at {@code nowMillis}; a bucket that lies only partly in the window counts
     * whole.
     */
    long reads(TrendingWindow window, long nowMillis) {
        long reads = 0;
        for (ReadHistory.Bucket bucket : buckets.descendingMap().values()) {
            if (!isWithin(bucket, window, nowMillis)) {
                break;
            }
            reads += bucket.clicks();
        }
        return reads;
    }

    private static boolean isWithin(ReadHistory.Bucket bucket, TrendingWindow window, long nowMillis) {
        return bucket.startMillis() + bucket.lengthMillis()
                > nowMillis - window.length().toMillis();
    }

    boolean isEmpty() {
        return buckets.isEmpty();
    }

    String articleId() {
        return articleId;
    }

    @Nullable
    String category() {
        return category;
    }
}
