package io.freshet.recommend.item;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * Reads of one article by five-minute bucket of event time, for the two hours before the latest read: the input of the
 * most-read lists. Counts are cumulative, so publishing one twice is harmless. A late read from before the oldest
 * bucket (from a reader task that is catching up) counts in the oldest bucket: the lists of a day and a week then
 * include the read, and for the list of the last hour it is too old in any case. Mutable; owned by the article's task.
 */
public final class ClickBuckets {
    /** Length of a bucket in milliseconds. */
    public static final long BUCKET_MILLIS = 300_000;
    /** Number of buckets kept: two hours. */
    public static final int BUCKETS = 24;
    /**
     * Limit of lateness in buckets, 24 hours: a read this far or farther before the article's latest read is ignored.
     */
    static final int LATE_BUCKETS_MAX = 288;

    /**
     * Number of reads in each bucket, indexed by {@code bucket number % BUCKETS}; a bucket's number is its start
     * divided by {@link #BUCKET_MILLIS}.
     */
    private final int[] clicks = new int[BUCKETS];

    /** Bucket number of the newest bucket, its start divided by {@link #BUCKET_MILLIS}; 0 before the first read. */
    private long newest;

    /** Creates empty buckets. */
    public ClickBuckets() {}

    /**
     * Restores stored buckets: the start of the newest bucket, and the number of reads in each bucket, newest first.
     *
     * @param newestStartMillis epoch milliseconds
     * @param clicks at most {@link #BUCKETS} counts; missing ones are 0
     */
    public ClickBuckets(long newestStartMillis, int[] clicks) {
        if (clicks.length > BUCKETS) {
            throw new IllegalArgumentException("got " + clicks.length + " buckets, more than the limit of " + BUCKETS);
        }
        newest = Math.floorDiv(newestStartMillis, BUCKET_MILLIS);
        for (int back = 0; back < clicks.length; back++) {
            this.clicks[index(newest - back)] = clicks[back];
        }
    }

    public ClickBuckets(ClickBuckets other) {
        newest = other.newest;
        System.arraycopy(other.clicks, 0, clicks, 0, BUCKETS);
    }

    /**
     * Counts a read at an event time, epoch milliseconds; returns false and ignores a read a day or more before the
     * article's latest.
     */
    public boolean add(long atMillis) {
        OptionalLong start = bucketStartFor(atMillis);
        if (start.isEmpty()) {
            return false;
        }
        long bucket = Math.floorDiv(start.getAsLong(), BUCKET_MILLIS);
        if (isEmpty()) {
            newest = bucket;
        } else if (bucket - newest >= BUCKETS) {
            Arrays.fill(clicks, 0);
            newest = bucket;
        }
        for (; newest < bucket; newest++) {
            clicks[index(newest + 1)] = 0;
        }
        clicks[index(bucket)]++;
        return true;
    }

    /**
     * Start of the bucket in which a read at {@code atMillis} would be counted, both epoch milliseconds; empty for a
     * read a day or more before the article's latest.
     */
    public OptionalLong bucketStartFor(long atMillis) {
        long bucket = Math.floorDiv(atMillis, BUCKET_MILLIS);
        if (bucket > newest - BUCKETS || isEmpty()) {
            return OptionalLong.of(bucket * BUCKET_MILLIS);
        }
        return bucket > newest - LATE_BUCKETS_MAX
                ? OptionalLong.of((newest - BUCKETS + 1) * BUCKET_MILLIS)
                : OptionalLong.empty();
    }

    /** Start of the oldest bucket still kept if the latest read is at {@code atMillis}; both epoch milliseconds. */
    public static long oldestKeptStart(long atMillis) {
        return startOf(atMillis) - (BUCKETS - 1) * BUCKET_MILLIS;
    }

    /** Number of reads in the bucket that contains {@code atMillis}; 0 if the bucket is not kept. */
    public int clicksAt(long atMillis) {
        long bucket = Math.floorDiv(atMillis, BUCKET_MILLIS);
        return bucket > newest || bucket <= newest - BUCKETS ? 0 : clicks[index(bucket)];
    }

    /** Starts of the non-empty buckets that start before {@code endMillis}, newest first, epoch milliseconds. */
    List<Long> startsBefore(long endMillis) {
        List<Long> starts = new ArrayList<>();
        for (long bucket = newest; bucket > newest - BUCKETS; bucket--) {
            long startMillis = bucket * BUCKET_MILLIS;
            if (startMillis < endMillis && clicks[index(bucket)] > 0) {
                starts.add(startMillis);
            }
        }
        return starts;
    }

    /** Start of the newest bucket, epoch milliseconds. */
    public long newestStartMillis() {
        return newest * BUCKET_MILLIS;
    }

    /** Number of reads in each bucket, newest bucket first, {@code int[BUCKETS]}; 0 for an empty bucket. */
    public int[] newestFirst() {
        int[] result = new int[BUCKETS];
        for (int back = 0; back < BUCKETS; back++) {
            result[back] = clicks[index(newest - back)];
        }
        return result;
    }

    private boolean isEmpty() {
        for (int count : clicks) {
            if (count != 0) {
                return false;
            }
        }
        return true;
    }

    private static int index(long bucket) {
        return (int) Math.floorMod(bucket, (long) BUCKETS);
    }

    /** Start of the bucket that contains {@code atMillis}; both epoch milliseconds. */
    public static long startOf(long atMillis) {
        return Math.floorDiv(atMillis, BUCKET_MILLIS) * BUCKET_MILLIS;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClickBuckets buckets
                && newest == buckets.newest
                && Arrays.equals(clicks, buckets.clicks);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(clicks) + Long.hashCode(newest);
    }
}
