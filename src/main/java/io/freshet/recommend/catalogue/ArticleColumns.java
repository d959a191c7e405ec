package io.freshet.recommend.catalogue;

import io.freshet.recommend.decay.DecayedCounts;
import io.freshet.recommend.decay.HalfLife;
import io.freshet.recommend.decay.HalfLives;
import io.freshet.recommend.decay.ListTime;
import io.freshet.vector.VectorTable;
import java.util.Arrays;

/**
 * The numbers that every list needs of an article, by slot: a row of times and a row of counts in place of the objects
 * they are copied from, which lie all over the memory. Written by {@link Catalogue} alone.
 *
 * <p>Beside the times lies a filter of the followers (Bloom 1970, one hash): most candidates are not followed by the
 * article they are candidates for, and their rows of followers, as long as seven cache lines, need then not be looked at.
 * With a hundred followers in 512 bits a fifth of the others pass.
 */
public final class ArticleColumns {
    /** Floats of a row of counts: reads at {@link HalfLives#READS}, then showings at {@link HalfLives#EXPOSURES}. */
    static final int COUNTS = 16;

    private static final int FILTER_AT = 8;
    private static final int FILTER = 8;
    private static final int TIMES = FILTER_AT + FILTER;
    private static final int SHOWINGS_AT = HalfLives.READS.size();

    private static final int READS_AS_OF = 0;
    private static final int SHOWINGS_AS_OF = 1;
    private static final int PUBLISHED = 2;
    private static final int LAST_READ = 3;
    private static final int ALIVE_UNTIL = 4;
    /** Category in the upper half, source in the lower. */
    private static final int LABELS = 5;

    private static final int LISTED_FROM = 6;
    private static final int LISTED_UNTIL = 7;

    private float[] counts = new float[64 * COUNTS];
    private long[] times = new long[64 * TIMES];

    void reserve(int slots) {
        if (times.length < slots * TIMES) {
            int room = slots + slots / 2;
            counts = Arrays.copyOf(counts, room * COUNTS);
            times = Arrays.copyOf(times, room * TIMES);
        }
    }

    /**
     * Takes over the numbers of an entry.
     *
     * @param aliveUntilMillis event time until which it may be proposed, that moment excluded
     * @param listedFromMillis the world's clock from which on it may be listed
     */
    void put(int slot, CatalogueArticle entry, long aliveUntilMillis, long listedFromMillis) {
        int at = slot * COUNTS;
        for (int index = 0; index < SHOWINGS_AT; index++) {
            counts[at + index] = (float) entry.clicks.sum(index);
        }
        for (int index = 0; index < HalfLives.EXPOSURES.size(); index++) {
            counts[at + SHOWINGS_AT + index] = (float) entry.exposures.sum(index);
        }
        int first = slot * TIMES;
        times[first + READS_AS_OF] = entry.clicks.asOfMillis();
        times[first + SHOWINGS_AS_OF] = entry.exposures.asOfMillis();
        times[first + PUBLISHED] = entry.publishedAtMillis();
        times[first + LAST_READ] = entry.lastClickMillis;
        times[first + ALIVE_UNTIL] = aliveUntilMillis;
        times[first + LABELS] = (long) entry.categoryLabel << 32 | (entry.sourceLabel & 0xffff_ffffL);
        times[first + LISTED_FROM] = listedFromMillis;
        times[first + LISTED_UNTIL] = entry.expiresAtMillis();
    }

    /** Takes note of where the followers of the article in a slot are, -1 for one that is not held. */
    void putFollowers(int slot, int[] followerSlots) {
        int at = slot * TIMES + FILTER_AT;
        Arrays.fill(times, at, at + FILTER, 0);
        for (int follower : followerSlots) {
            if (follower >= 0) {
                int bit = bit(follower);
                times[at + (bit >>> 6)] |= 1L << bit;
            }
        }
    }

    /** False only if the article in a slot is not followed by the one in the other. */
    public boolean mayBeFollowedBy(int slot, int follower) {
        int bit = bit(follower);
        return (times[slot * TIMES + FILTER_AT + (bit >>> 6)] & (1L << bit)) != 0;
    }

    /** 9 bits of Knuth's multiplicative hash. */
    private static int bit(int slot) {
        return (slot * 0x9E37_79B1) >>> 23;
    }

    /** The slot is free: what was in it is neither alive nor listed at any time. */
    void clear(int slot) {
        times[slot * TIMES + ALIVE_UNTIL] = Long.MIN_VALUE;
        times[slot * TIMES + LISTED_UNTIL] = Long.MIN_VALUE;
        Arrays.fill(times, slot * TIMES + FILTER_AT, (slot + 1) * TIMES, 0);
    }

    boolean isAlive(int slot, ListTime time) {
        return time.eventMillis() < times[slot * TIMES + ALIVE_UNTIL] && isListed(slot, time.worldMillis());
    }

    /** Whether the world's clock is between publication and expiry. */
    boolean isListed(int slot, long worldMillis) {
        return times[slot * TIMES + LISTED_FROM] <= worldMillis && worldMillis < times[slot * TIMES + LISTED_UNTIL];
    }

    public long publishedAtMillis(int slot) {
        return times[slot * TIMES + PUBLISHED];
    }

    public long lastReadMillis(int slot) {
        return times[slot * TIMES + LAST_READ];
    }

    /** As {@link StringDictionary} numbers the category, {@link StringDictionary#NONE} for none. */
    public int category(int slot) {
        return (int) (times[slot * TIMES + LABELS] >>> 32);
    }

    /** As {@link StringDictionary} numbers the source, {@link StringDictionary#NONE} for none. */
    public int source(int slot) {
        return (int) times[slot * TIMES + LABELS];
    }

    /**
     * The decayed reads at a moment, at every horizon of {@link HalfLives#READS}, as {@link DecayedCounts#at} counts them,
     * and what a read that came last weighs at an hour. Each half-life is a whole multiple of the next shorter one, so one
     * exponential serves all.
     *
     * @param target {@code float[at least offset + 8]}
     */
    public void reads(int slot, long nowMillis, float[] target, int offset) {
        int at = slot * COUNTS;
        double day = HalfLife.DAY.weightAfter(nowMillis - times[slot * TIMES + READS_AS_OF]);
        double halfDay = day * day;
        double sixHours = halfDay * halfDay;
        double twoHours = sixHours * sixHours * sixHours;
        double hour = twoHours * twoHours;
        double halfHour = hour * hour;
        double tenMinutes = halfHour * halfHour * halfHour;
        target[offset] = (float) (counts[at] * (tenMinutes * tenMinutes));
        target[offset + 1] = (float) (counts[at + 1] * halfHour);
        target[offset + 2] = (float) (counts[at + 2] * hour);
        target[offset + 3] = (float) (counts[at + 3] * twoHours);
        target[offset + 4] = (float) (counts[at + 4] * sixHours);
        target[offset + 5] = (float) (counts[at + 5] * day);
        target[offset + 6] = counts[at + 6];
        target[offset + 7] = (float) hour;
    }

    /** The decayed reads at five minutes. */
    public double readsOfFiveMinutes(int slot, long nowMillis) {
        float sum = counts[slot * COUNTS];
        return sum == 0 ? 0 : sum * HalfLife.FIVE_MINUTES.weightAfter(nowMillis - times[slot * TIMES + READS_AS_OF]);
    }

    /**
     * The decayed showings at a moment, at both horizons of {@link HalfLives#EXPOSURES}; one exponential serves both, and
     * most newsrooms tell of no showings and need none.
     *
     * @param target {@code float[at least offset + 2]}
     */
    public void showings(int slot, long nowMillis, float[] target, int offset) {
        int at = slot * COUNTS + SHOWINGS_AT;
        boolean none = counts[at + 1] == 0;
        double day = none ? 0 : HalfLife.DAY.weightAfter(nowMillis - times[slot * TIMES + SHOWINGS_AS_OF]);
        double eightHours = day * day * day;
        double twoHours = eightHours * eightHours * eightHours * eightHours;
        target[offset] = (float) (counts[at] * (twoHours * twoHours));
        target[offset + 1] = (float) (counts[at + 1] * day);
    }

    /** As {@link VectorTable#fetch}, of what is not looked at before candidates are described. */
    public long fetch(int[] slots, int count) {
        long sum = 0;
        for (int index = 0; index < count; index++) {
            sum += times[slots[index] * TIMES + FILTER_AT];
        }
        return sum;
    }
}
