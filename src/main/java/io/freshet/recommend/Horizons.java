package io.freshet.recommend;

import java.util.Arrays;
import java.util.List;

/**
 * An ordered choice of horizons at which the same events are counted. The choices are constants and not settings: they
 * give stored numbers and the ranker's inputs their meaning.
 */
// Both fields are private and never change after construction; ordinals index a table that is never stored.
@SuppressWarnings({"ImmutableEnumChecker", "EnumOrdinal"})
public enum Horizons {
    /** Reads of an article. */
    READS(Horizon.values()),
    /** How many readers went on from one article to another. */
    FOLLOWERS(Horizon.HALF_HOUR, Horizon.HOUR, Horizon.SIX_HOURS, Horizon.DAY, Horizon.EVER),
    /** Showings of an article, and hides of it. */
    EXPOSURES(Horizon.HOUR, Horizon.DAY),
    /** Reads of an article by segment of its readers. */
    SEGMENTS(Horizon.HOUR);

    private final List<Horizon> members;
    private final int[] indexes = new int[Horizon.values().length];

    Horizons(Horizon... members) {
        this.members = List.of(members);
        Arrays.fill(indexes, -1);
        for (int index = 0; index < members.length; index++) {
            indexes[members[index].ordinal()] = index;
        }
    }

    public List<Horizon> members() {
        return members;
    }

    public int size() {
        return members.size();
    }

    /** The number of horizons that decay; they come before {@link Horizon#EVER}. */
    int decaying() {
        return indexes[Horizon.EVER.ordinal()] < 0 ? size() : indexes[Horizon.EVER.ordinal()];
    }

    public Horizon get(int index) {
        return members.get(index);
    }

    /**
     * The position of a horizon in this choice.
     *
     * @throws IllegalArgumentException if it is not in it
     */
    public int indexOf(Horizon horizon) {
        int index = indexes[horizon.ordinal()];
        if (index < 0) {
            throw new IllegalArgumentException(horizon + " is not one of " + this + " " + members);
        }
        return index;
    }
}
