package io.freshet.evaluate.measure;

/**
 * A figure with the 95 % interval around it.
 *
 * @param value 0 where nothing was counted, with an interval of no width
 */
public record Interval(double value, double low, double high) {

    /** The interval if nothing was counted. */
    public static final Interval NOTHING = new Interval(0, 0, 0);

    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("interval from " + low + " to " + high);
        }
    }
}
