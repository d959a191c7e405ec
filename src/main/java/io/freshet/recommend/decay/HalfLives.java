package io.freshet.recommend.decay;

import java.util.Arrays;
import java.util.List;

/**
 * An ordered choice of horizons at which the same events are counted. The choices are constants and not settings: they
 * give stored numbers and the ranker's inputs their meaning.
 */
// Both fields are private and never change after construction; ordinals index a table that is never stored.
@SuppressWarnings({"ImmutableEnumChecker", "EnumOrdinal"})
public enum HalfLives {
    /** Reads of an article. */
    READS(HalfLife.values()),
    /** How many readers went on from one article to another. */
    FOLLOWERS(HalfLife.HALF_HOUR, HalfLife.HOUR, HalfLife.SIX_HOURS, HalfLife.DAY, HalfLife.EVER),
    /** Showings of an article, and hides of it. */
    EXPOSURES(HalfLife.HOUR, HalfLife.DAY),
    /** Reads of an article by segment of its readers. */
    SEGMENTS(HalfLife.HOUR);

    private final List<HalfLife> members;
    private final int[] indexes = new int[HalfLife.values().length];

    HalfLives(HalfLife... members) {
        this.members = List.of(members);
        Arrays.fill(indexes, -1);
        for (int index = 0; index < members.length; index++) {
            indexes[members[index].ordinal()] = index;
        }
    }

    public List<HalfLife> members() {
        return members;
    }

    public int size() {
        return members.size();
    }

    /** The number of horizons that decay; they come before {@link HalfLife#EVER}. */
    int decaying() {
        return indexes[HalfLife.EVER.ordinal()] < 0 ? size() : indexes[HalfLife.EVER.ordinal()];
    }

    public HalfLife get(int index) {
        return members.get(index);
    }

    /**
     * The position of a horizon in this choice.
     *
     * @throws IllegalArgumentException if it is not in it
     */
    public int indexOf(HalfLife horizon) {
        int index = indexes[horizon.ordinal()];
        if (index < 0) {
            throw new IllegalArgumentException(horizon + " is not one of " + this + " " + members);
        }
        return index;
    }
}
