package io.freshet.evaluate.measure;

/**
 * Value with its 95 % confidence interval.
 *
 * @param value the value; 0 with an interval of zero width if nothing was counted
 * @param low lower end of the interval
 * @param high upper end of the interval
 */
public record Interval(double value, double low, double high) {

    /** Value and interval 0, for a mean over no clicks or impressions. */
    public static final Interval NOTHING = new Interval(0, 0, 0);

    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("low is " + low + ", expected at most high " + high);
        }
    }
}
