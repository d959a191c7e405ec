package io.freshet.recommend;

import io.freshet.event.Limits;
import io.freshet.vector.FloatVector;

/**
 * What has been learned of one article from its readers, at one moment: the part of the catalogue that is published
 * again and again. Immutable: mutable parts are copied on the way in and on the way out.
 *
 * @param clicks reads, at {@link Horizons#READS}; the sum at {@link Horizon#EVER} is their plain number
 * @param lastClickMillis time of the latest read in epoch milliseconds; 0 while there is none
 * @param exposures showings, at {@link Horizons#EXPOSURES}
 * @param hides hides, at {@link Horizons#EXPOSURES}
 * @param followers where its readers went next, at {@link Horizons#FOLLOWERS}, by article id
 * @param segments who reads it, at {@link Horizons#SEGMENTS}, by {@code name=value}
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
        check(Horizons.READS, clicks.horizons());
        check(Horizons.EXPOSURES, exposures.horizons());
        check(Horizons.EXPOSURES, hides.horizons());
        check(Horizons.FOLLOWERS, followers.horizons());
        check(Horizons.SEGMENTS, segments.horizons());
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
    DecayedCounts sharedClicks() {
        return clicks;
    }

    DecayedCounts sharedExposures() {
        return exposures;
    }

    DecayedCounts sharedHides() {
        return hides;
    }

    DecayedRows sharedFollowers() {
        return followers;
    }

    DecayedRows sharedSegments() {
        return segments;
    }

    private static void check(Horizons expected, Horizons actual) {
        if (expected != actual) {
            throw new IllegalArgumentException("counts stand at " + actual + ", expected " + expected);
        }
    }
}
