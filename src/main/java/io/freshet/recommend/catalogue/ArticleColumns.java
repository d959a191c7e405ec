package io.freshet.recommend.catalogue;

import io.freshet.recommend.decay.DecayedCounts;
import io.freshet.recommend.decay.HalfLife;
import io.freshet.recommend.decay.HalfLives;
import io.freshet.recommend.decay.ListTime;
import io.freshet.vector.VectorTable;
import java.util.Arrays;

/**
 * Columnar copy, made for ranking, of the counts and times of articles, indexed by slot (the article's index in the
 * catalogue). Each slot has a row of times and a row of counts, so ranking follows no pointers to scattered objects.
 * Written by {@link Catalogue} alone.
 *
 * <p>The row of times ends with a Bloom filter of the article's followers, the articles read next by its readers (Bloom
 * 1970, one hash, 512 bits). Most candidates are not followed by the reader's last article; the filter avoids reading
 * their rows of followers, which span seven cache lines. With a hundred followers, a fifth of the other articles pass.
 */
public final class ArticleColumns {
    /**
     * Number of floats in an article's row of counts: decayed reads at each of {@link HalfLives#READS}, decayed
     * impressions at each of {@link HalfLives#IMPRESSIONS}, and padding.
     */
    static final int COUNTS = 16;

    private static final int FILTER_AT = 8;
    private static final int FILTER = 8;
    private static final int TIMES = FILTER_AT + FILTER;
    private static final int IMPRESSIONS_AT = HalfLives.READS.size();

    private static final int READS_AS_OF = 0;
    private static final int IMPRESSIONS_AS_OF = 1;
    private static final int PUBLISHED = 2;
    private static final int LAST_READ = 3;
    private static final int ALIVE_UNTIL = 4;
    /**
     * Index, in a row of {@link #times}, of the article's category and source: their {@link StringDictionary} codes in
     * the upper and the lower 32 bits.
     */
    private static final int CODES = 5;

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
     * Writes the counts, times, category and source of an article to the rows of {@code slot}.
     *
     * @param aliveUntilMillis event time until which the article is a candidate, exclusive
     * @param listedFromMillis wall-clock time from which the article may be listed
     */
    void put(int slot, CatalogueArticle article, long aliveUntilMillis, long listedFromMillis) {
        int at = slot * COUNTS;
        for (int index = 0; index < IMPRESSIONS_AT; index++) {
            counts[at + index] = (float) article.clicks().sum(index);
        }
        for (int index = 0; index < HalfLives.IMPRESSIONS.size(); index++) {
            counts[at + IMPRESSIONS_AT + index] = (float) article.impressions().sum(index);
        }
        int first = slot * TIMES;
        times[first + READS_AS_OF] = article.clicks().asOfMillis();
        times[first + IMPRESSIONS_AS_OF] = article.impressions().asOfMillis();
        times[first + PUBLISHED] = article.publishedAtMillis();
        times[first + LAST_READ] = article.lastReadMillis();
        times[first + ALIVE_UNTIL] = aliveUntilMillis;
        times[first + CODES] = (long) article.categoryCode() << 32 | (article.sourceCode() & 0xffff_ffffL);
        times[first + LISTED_FROM] = listedFromMillis;
        times[first + LISTED_UNTIL] = article.expiresAtMillis();
    }

    /**
     * Rebuilds the Bloom filter of the article in {@code slot} from the slots of its followers, the articles that its
     * readers read next. Follower slots of -1 are ignored.
     */
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

    /**
     * Whether the article in slot {@code follower} may be among those read next after the article in {@code slot};
     * false is certain, true is not. A Bloom filter of the slots last given to {@link #putFollowers}.
     */
    public boolean mayBeFollowedBy(int slot, int follower) {
        int bit = bit(follower);
        return (times[slot * TIMES + FILTER_AT + (bit >>> 6)] & (1L << bit)) != 0;
    }

    /** Maps the slot of a follower to its bit in the Bloom filter, 0 to 511, by Knuth's multiplicative hash. */
    private static int bit(int slot) {
        return (slot * 0x9E37_79B1) >>> 23;
    }

    /**
     * Marks a slot as free: {@link #isAlive} and {@link #isListed} become false for any time. Also empties the Bloom
     * filter of followers.
     */
    void clear(int slot) {
        times[slot * TIMES + ALIVE_UNTIL] = Long.MIN_VALUE;
        times[slot * TIMES + LISTED_UNTIL] = Long.MIN_VALUE;
        Arrays.fill(times, slot * TIMES + FILTER_AT, (slot + 1) * TIMES, 0);
    }

    boolean isAlive(int slot, ListTime time) {
        return time.eventMillis() < times[slot * TIMES + ALIVE_UNTIL] && isListed(slot, time.wallClockMillis());
    }

    /** Whether the article in a slot may be shown to readers, see {@link Catalogue#isListed(String, long)}. */
    boolean isListed(int slot, long wallClockMillis) {
        return times[slot * TIMES + LISTED_FROM] <= wallClockMillis
                && wallClockMillis < times[slot * TIMES + LISTED_UNTIL];
    }

    public long publishedAtMillis(int slot) {
        return times[slot * TIMES + PUBLISHED];
    }

    public long lastReadMillis(int slot) {
        return times[slot * TIMES + LAST_READ];
    }

    /**
     * Category of the article in a slot, as its code in the {@link StringDictionary}; {@link StringDictionary#NONE}
     * without a category.
     */
    public int category(int slot) {
        return (int) (times[slot * TIMES + CODES] >>> 32);
    }

    /**
     * Source (publisher) of the article in a slot, as its code in the {@link StringDictionary};
     * {@link StringDictionary#NONE} without a source.
     */
    public int source(int slot) {
        return (int) times[slot * TIMES + CODES];
    }

    /**
     * Writes to {@code target} the reads of the article in a slot, decayed to {@code nowMillis} at each of the seven
     * {@link HalfLives#READS}. The eighth float is the decay weight of its latest read at a half-life of one hour. The
     * reads equal {@link DecayedCounts#at} within rounding. Each half-life is an integer multiple of the next shorter
     * one, so all decay factors are powers of one exponential.
     *
     * @param target {@code float[]} of length at least {@code offset + 8}
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

    /** Number of reads of the article in a slot, decayed to {@code nowMillis} at a half-life of five minutes. */
    public double readsOfFiveMinutes(int slot, long nowMillis) {
        float sum = counts[slot * COUNTS];
        return sum == 0 ? 0 : sum * HalfLife.FIVE_MINUTES.weightAfter(nowMillis - times[slot * TIMES + READS_AS_OF]);
    }

    /**
     * Writes to {@code target} the impressions of the article in a slot, decayed to {@code nowMillis} at each of the
     * two {@link HalfLives#IMPRESSIONS}. Both decay factors are powers of one exponential, which is skipped for
     * articles without impressions.
     *
     * @param target {@code float[]} of length at least {@code offset + 2}
     */
    public void impressions(int slot, long nowMillis, float[] target, int offset) {
        int at = slot * COUNTS + IMPRESSIONS_AT;
        boolean none = counts[at + 1] == 0;
        double day = none ? 0 : HalfLife.DAY.weightAfter(nowMillis - times[slot * TIMES + IMPRESSIONS_AS_OF]);
        double eightHours = day * day * day;
        double twoHours = eightHours * eightHours * eightHours * eightHours;
        target[offset] = (float) (counts[at] * (twoHours * twoHours));
        target[offset + 1] = (float) (counts[at + 1] * day);
    }

    /**
     * Prefetches the Bloom filters of the articles in the first {@code count} of {@code slots} into the processor
     * cache; the result is meaningless. See {@link VectorTable#prefetch}.
     *
     * @return a meaningless value; store it so that the JIT keeps the loads
     */
    public long prefetch(int[] slots, int count) {
        long sum = 0;
        for (int index = 0; index < count; index++) {
            sum += times[slots[index] * TIMES + FILTER_AT];
        }
        return sum;
    }
}
