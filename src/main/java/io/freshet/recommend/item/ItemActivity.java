package io.freshet.recommend.item;

import io.freshet.event.Limits;
import io.freshet.recommend.decay.DecayedCounts;
import io.freshet.recommend.decay.DecayedRows;
import io.freshet.recommend.decay.HalfLife;
import io.freshet.recommend.decay.HalfLives;
import io.freshet.vector.FloatVector;

/**
 * What has been learned of one article from its readers, at one moment: the part of the catalogue that is published
 * again and again. Immutable: mutable parts are copied on the way in and on the way out.
 *
 * @param clicks reads, at {@link HalfLives#READS}; the sum at {@link HalfLife#EVER} is their plain number
 * @param lastClickMillis time of the latest read in epoch milliseconds; 0 while there is none
 * @param exposures showings, at {@link HalfLives#EXPOSURES}
 * @param hides hides, at {@link HalfLives#EXPOSURES}
 * @param followers where its readers went next, at {@link HalfLives#FOLLOWERS}, by article id
 * @param segments who reads it, at {@link HalfLives#SEGMENTS}, by {@code name=value}
 * @param in input vector, what a reader of this article brings along
 * @param out output vector, of the same dimension, what a reader who goes on to this article looks for
 */
public record ItemActivity(
        String articleId,
        DecayedCounts clicks,
        long lastClickMillis,
        DecayedCounts exposures,
        DecayedCounts hides,
        DecayedRows followers,
        DecayedRows segments,
        FloatVector in,
        FloatVector out) {

    public ItemActivity {
        Limits.id("articleId", articleId);
        check(HalfLives.READS, clicks.horizons());
        check(HalfLives.EXPOSURES, exposures.horizons());
        check(HalfLives.EXPOSURES, hides.horizons());
        check(HalfLives.FOLLOWERS, followers.horizons());
        check(HalfLives.SEGMENTS, segments.horizons());
        if (in.dimension() != out.dimension()) {
            throw new IllegalArgumentException(
                    "vectors of " + articleId + " have dimensions " + in.dimension() + " and " + out.dimension());
        }
        clicks = new DecayedCounts(clicks);
        exposures = new DecayedCounts(exposures);
        hides = new DecayedCounts(hides);
        followers = new DecayedRows(followers);
        segments = new DecayedRows(segments);
    }

    @Override
    public DecayedCounts clicks() {
        return new DecayedCounts(clicks);
    }

    @Override
    public DecayedCounts exposures() {
        return new DecayedCounts(exposures);
    }

    @Override
    public DecayedCounts hides() {
        return new DecayedCounts(hides);
    }

    @Override
    public DecayedRows followers() {
        return new DecayedRows(followers);
    }

    @Override
    public DecayedRows segments() {
        return new DecayedRows(segments);
    }

    /** The counts themselves, for those in this package that only read them. */
    public DecayedCounts sharedClicks() {
        return clicks;
    }

    public DecayedCounts sharedExposures() {
        return exposures;
    }

    public DecayedCounts sharedHides() {
        return hides;
    }

    public DecayedRows sharedFollowers() {
        return followers;
    }

    public DecayedRows sharedSegments() {
        return segments;
    }

    private static void check(HalfLives expected, HalfLives actual) {
        if (expected != actual) {
            throw new IllegalArgumentException("counts stand at " + actual + ", expected " + expected);
        }
    }
}
