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
 * The reads of one article over a week by bucket, five-minute buckets growing into hours and hours into quarters of a day
 * as they age. Mutable; part of {@link TrendingBoard}.
 *
 * <p>Only five-minute buckets take running counts, and they stay apart until the article was read two hours later, as long
 * as its owner keeps them; an older count cannot be told from one already added up, so it is refused. What counts is the
 * article's own time and not that of all articles: an owner that has fallen behind and catches up says nothing in vain.
 * An article that is read no more keeps its last three hours apart, at most 36 buckets.
 */
final class ArticleReads {
    private static final long FIVE_MINUTES = ClickBuckets.BUCKET_MILLIS;
    private static final long HOUR = 3_600_000;
    private static final long SIX_HOURS = 6 * HOUR;
    /** The owner of the article keeps five-minute buckets for so long, and tells of none that is older. */
    private static final long KEPT_MILLIS = ClickBuckets.BUCKETS * FIVE_MINUTES;
    /** Hours stay apart for so long. */
    private static final long HOURS_APART_MILLIS = TrendingWindow.DAY.length().toMillis() + HOUR;

    private final String articleId;
    private @Nullable String category;
    private long rolledUpMillis;
    /** By start; they do not overlap. */
    private final TreeMap<Long, ReadHistory.Bucket> buckets = new TreeMap<>();

    ArticleReads(ReadHistory history) {
        articleId = history.articleId();
        category = history.category();
        rolledUpMillis = history.rolledUpMillis();
        history.buckets().forEach(bucket -> buckets.put(bucket.startMillis(), bucket));
    }

    ReadHistory history() {
        return new ReadHistory(articleId, category, rolledUpMillis, List.copyOf(buckets.values()));
    }

    /** Replaces a five-minute bucket's count by a higher one and takes up the category; false if neither changed anything. */
    boolean apply(ArticlePopularity popularity) {
        long start = popularity.bucketStartMillis();
        if (start < rolledUpMillis) {
            return false;
        }
        // An older record that arrives late says nothing new of the category.
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

    /** Adds up what has aged into longer buckets and drops what is older than a week. */
    void age(long nowMillis) {
        if (!buckets.isEmpty()) {
            long apart = Math.floorDiv(buckets.lastKey() + FIVE_MINUTES - KEPT_MILLIS, HOUR) * HOUR;
            rolledUpMillis = Math.max(rolledUpMillis, apart);
        }
        addUp(nowMillis);
        Map.Entry<Long, ReadHistory.Bucket> oldest = buckets.firstEntry();
        while (oldest != null && !isWithin(oldest.getValue(), TrendingWindow.WEEK, nowMillis)) {
            buckets.remove(oldest.getKey());
            oldest = buckets.firstEntry();
        }
    }

    private void addUp(long nowMillis) {
        long hoursApart = Math.floorDiv(nowMillis - HOURS_APART_MILLIS, SIX_HOURS) * SIX_HOURS;
        List<ReadHistory.Bucket> aged =
                new ArrayList<>(buckets.headMap(rolledUpMillis).values());
        for (ReadHistory.Bucket bucket : aged) {
            long length = bucket.startMillis() < hoursApart ? SIX_HOURS : HOUR;
            if (bucket.lengthMillis() < length) {
                long start = Math.floorDiv(bucket.startMillis(), length) * length;
                buckets.remove(bucket.startMillis());
                ReadHistory.Bucket longer = buckets.get(start);
                long clicks = bucket.clicks() + (longer == null ? 0 : longer.clicks());
                buckets.put(start, new ReadHistory.Bucket(start, length, clicks));
            }
        }
    }

    /** Reads in the buckets that reach into the window before a moment. */
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
