package io.freshet.recommend.item;

import io.freshet.event.Limits;
import io.freshet.recommend.decay.DecayedCounts;
import io.freshet.recommend.decay.DecayedRows;
import io.freshet.recommend.decay.HalfLife;
import io.freshet.recommend.decay.HalfLives;
import io.freshet.vector.FloatVector;

/**
 * Snapshot of everything learned about one article from its readers: the part of a catalogue entry that is republished
 * after reads. Immutable: mutable parts are copied on construction and on access, except by the methods named
 * {@code shared...}.
 *
 * @param counts counts of reads, impressions and hides
 * @param followers articles read next by the article's readers, at {@link HalfLives#FOLLOWERS}, by article id
 * @param segments reads by reader segment, at {@link HalfLives#SEGMENTS}, by {@code name=value}
 * @param in item2vec input vector: represents the article as context of the next read
 * @param out item2vec output vector, same dimension: represents the article as the next read
 */
public record ItemActivity(
        String articleId,
        EventCounts counts,
        DecayedRows followers,
        DecayedRows segments,
        FloatVector in,
        FloatVector out) {

    public ItemActivity {
        Limits.id("articleId", articleId);
        checkHalfLives(HalfLives.FOLLOWERS, followers.halfLives());
        checkHalfLives(HalfLives.SEGMENTS, segments.halfLives());
        if (in.dimension() != out.dimension()) {
            throw new IllegalArgumentException(
                    "vectors of " + articleId + " have dimensions " + in.dimension() + " and " + out.dimension());
        }
        followers = new DecayedRows(followers);
        segments = new DecayedRows(segments);
    }

    /**
     * Decayed counts of the reads, impressions and hides of one article.
     *
     * @param clicks reads, at {@link HalfLives#READS}; the sum at {@link HalfLife#INFINITE} is the total number of
     *     reads
     * @param lastReadMillis time of the latest read, epoch milliseconds; 0 before the first
     * @param impressions impressions, at {@link HalfLives#IMPRESSIONS}
     * @param hides hides, at {@link HalfLives#IMPRESSIONS}
     */
    public record EventCounts(
            DecayedCounts clicks, long lastReadMillis, DecayedCounts impressions, DecayedCounts hides) {
        public EventCounts {
            checkHalfLives(HalfLives.READS, clicks.halfLives());
            checkHalfLives(HalfLives.IMPRESSIONS, impressions.halfLives());
            checkHalfLives(HalfLives.IMPRESSIONS, hides.halfLives());
            clicks = new DecayedCounts(clicks);
            impressions = new DecayedCounts(impressions);
            hides = new DecayedCounts(hides);
        }

        @Override
        public DecayedCounts clicks() {
            return new DecayedCounts(clicks);
        }

        @Override
        public DecayedCounts impressions() {
            return new DecayedCounts(impressions);
        }

        @Override
        public DecayedCounts hides() {
            return new DecayedCounts(hides);
        }
    }

    /** Copy of the decayed counts of reads, see {@link EventCounts}. */
    public DecayedCounts clicks() {
        return counts.clicks();
    }

    /** Time of the latest read, epoch milliseconds; 0 before the first. */
    public long lastReadMillis() {
        return counts.lastReadMillis();
    }

    /** Copy of the decayed counts of impressions, see {@link EventCounts}. */
    public DecayedCounts impressions() {
        return counts.impressions();
    }

    /** Copy of the decayed counts of hides, see {@link EventCounts}. */
    public DecayedCounts hides() {
        return counts.hides();
    }

    @Override
    public DecayedRows followers() {
        return new DecayedRows(followers);
    }

    @Override
    public DecayedRows segments() {
        return new DecayedRows(segments);
    }

    /** Returns the decayed counts of reads without copying them; the caller must not modify them. */
    public DecayedCounts sharedClicks() {
        return counts.clicks;
    }

    /** Returns the decayed counts of impressions without copying them; the caller must not modify them. */
    public DecayedCounts sharedImpressions() {
        return counts.impressions;
    }

    /** Returns the decayed counts of hides without copying them; the caller must not modify them. */
    public DecayedCounts sharedHides() {
        return counts.hides;
    }

    /**
     * Returns the decayed counts of followers, the articles read next, without copying them; the caller must not modify
     * the counts.
     */
    public DecayedRows sharedFollowers() {
        return followers;
    }

    /**
     * Returns the decayed reads by reader segment, such as a device or region, without copying them; the caller must
     * not modify them.
     */
    public DecayedRows sharedSegments() {
        return segments;
    }

    private static void checkHalfLives(HalfLives expected, HalfLives actual) {
        if (expected != actual) {
            throw new IllegalArgumentException("counts are kept at half-lives " + actual + ", expected " + expected);
        }
    }
}
