package io.freshet.recommend.decay;

/** Half-life of a decayed count: the age at which an event has half its weight. */
public enum HalfLife {
    FIVE_MINUTES(300_000L),
    HALF_HOUR(1_800_000L),
    HOUR(3_600_000L),
    TWO_HOURS(7_200_000L),
    SIX_HOURS(21_600_000L),
    DAY(86_400_000L),
    /** No decay: a plain count. */
    INFINITE(Long.MAX_VALUE);

    private final long halfLifeMillis;
    private final double decayPerMilli;

    HalfLife(long halfLifeMillis) {
        this.halfLifeMillis = halfLifeMillis;
        this.decayPerMilli = halfLifeMillis == Long.MAX_VALUE ? 0 : Math.log(2) / halfLifeMillis;
    }

    /** Half-life in milliseconds; {@link Long#MAX_VALUE} for {@link #INFINITE}. */
    public long halfLifeMillis() {
        return halfLifeMillis;
    }

    /** Decay rate per millisecond: ln 2 / half-life; 0 for {@link #INFINITE}. */
    public double decayPerMilli() {
        return decayPerMilli;
    }

    /** Weight of an event of age {@code ageMillis}, from 0 to 1; a negative age is treated as 0. */
    public double weightAfter(long ageMillis) {
        return ageMillis <= 0 || decayPerMilli == 0 ? 1 : Math.exp(-decayPerMilli * ageMillis);
    }
}
