package io.freshet.recommend.decay;

/**
 * Time at which a list is made, by two clocks: event time and the wall clock. Learned quantities (decay, age, sessions)
 * follow event time. Publication and expiry follow the wall clock: an article is listed from its publication until its
 * expiry, independent of event time.
 *
 * @param eventMillis event time of the list, epoch milliseconds
 * @param wallClockMillis wall-clock time, epoch milliseconds
 */
public record ListTime(long eventMillis, long wallClockMillis) {

    /** Returns a time whose wall clock equals event time, as in an evaluation of recorded events. */
    public static ListTime ofEvents(long eventMillis) {
        return new ListTime(eventMillis, eventMillis);
    }
}
