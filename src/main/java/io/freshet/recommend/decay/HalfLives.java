package io.freshet.recommend.decay;

import java.util.Arrays;
import java.util.List;

/**
 * Ordered set of half-lives at which one kind of event is counted. The sets are constants and not settings, because
 * they define the meaning of stored numbers and of the ranker's inputs.
 */
// Both fields are private and never change after construction; ordinals index a table that is never stored.
@SuppressWarnings({"ImmutableEnumChecker", "EnumOrdinal"})
public enum HalfLives {
    /** Half-lives at which the reads of an article are counted. */
    READS(HalfLife.values()),
    /** Half-lives at which the followers of an article are counted: the articles that its readers read next. */
    FOLLOWERS(HalfLife.HALF_HOUR, HalfLife.HOUR, HalfLife.SIX_HOURS, HalfLife.DAY, HalfLife.INFINITE),
    /** Half-lives at which the impressions and hides of an article are counted. */
    IMPRESSIONS(HalfLife.HOUR, HalfLife.DAY),
    /** Half-life at which the reads of an article are counted by reader segment, such as a device or region. */
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

    /** Number of finite half-lives in this set; they come before {@link HalfLife#INFINITE}. */
    int decaying() {
        return indexes[HalfLife.INFINITE.ordinal()] < 0 ? size() : indexes[HalfLife.INFINITE.ordinal()];
    }

    public HalfLife get(int index) {
        return members.get(index);
    }

    /** Index of a half-life in this set; throws IllegalArgumentException if the set does not contain it. */
    public int indexOf(HalfLife halfLife) {
        int index = indexes[halfLife.ordinal()];
        if (index < 0) {
            throw new IllegalArgumentException(halfLife + " is not one of " + this + " " + members);
        }
        return index;
    }
}
