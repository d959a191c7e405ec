package io.freshet.recommend.item;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * Reads of one article by five-minute bucket of event time, for the two hours before the latest: what the most-read lists
 * are told. A bucket's number is a running count, so telling it twice is harmless. A read that comes later than these
 * buckets cover, from a reader's task that catches up, counts in the oldest of them: the lists of a day and of a week have
 * it, and for that of the last hour it is too old either way. Mutable; owned by the article's task.
 */
public final class ClickBuckets {
    /** Length of a bucket in milliseconds. */
    public static final long BUCKET_MILLIS = 300_000;
    /** Buckets kept. */
    public static final int BUCKETS = 24;
    /** A read that is later than this, compared with the article's latest, is left out of the most-read lists: 24 hours. */
    static final int LATE_BUCKETS_MAX = 288;

    /** By {@code bucket number % BUCKETS}, the number being the start divided by the length. */
    private final int[] clicks = new int[BUCKETS];

    private long newest;

    /** No reads yet. */
    public ClickBuckets() {}

    /**
     * Takes up stored buckets.
     *
     * @param newestStartMillis start of the newest bucket
     * @param clicks at most {@link #BUCKETS} counts, newest bucket first
     */
    public ClickBuckets(long newestStartMillis, int[] clicks) {
        if (clicks.length > BUCKETS) {
            throw new IllegalArgumentException(clicks.length + " buckets, more than the limit of " + BUCKETS);
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
     * Counts a read.
     *
     * @return whether it was counted: not if it is a day late
     */
    public boolean add(long atMillis) {
        OptionalLong start = countedAt(atMillis);
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

    /** The start of the bucket in which a read counts that comes now; empty if it comes a day late. */
    public OptionalLong countedAt(long atMillis) {
        long bucket = Math.floorDiv(atMillis, BUCKET_MILLIS);
        if (bucket > newest - BUCKETS || isEmpty()) {
            return OptionalLong.of(bucket * BUCKET_MILLIS);
        }
        return bucket > newest - LATE_BUCKETS_MAX
                ? OptionalLong.of((newest - BUCKETS + 1) * BUCKET_MILLIS)
                : OptionalLong.empty();
    }

    /** The start of the oldest bucket that is still kept once a read of this moment has been counted. */
    public static long keptFrom(long atMillis) {
        return startOf(atMillis) - (BUCKETS - 1) * BUCKET_MILLIS;
    }

    /** Reads in the bucket that holds a moment, 0 if it is not kept. */
    public int clicksAt(long atMillis) {
        long bucket = Math.floorDiv(atMillis, BUCKET_MILLIS);
        return bucket > newest || bucket <= newest - BUCKETS ? 0 : clicks[index(bucket)];
    }

    /** The starts of the buckets before a moment that have reads, newest first, in epoch milliseconds. */
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

    /** The counts, newest bucket first, {@code int[BUCKETS]}. */
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

    /** The start of the bucket that holds a moment. */
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
