package io.freshet.recommend.decay;

/**
 * The two times of a list. What is learned follows the events: decay, age, sessions. What people are promised follows the
 * world's clock: an article is listed from its publication until its expiry, whatever the events say.
 *
 * @param eventMillis event time that the list answers, epoch milliseconds
 * @param worldMillis the world's clock, epoch milliseconds
 */
public record ListTime(long eventMillis, long worldMillis) {

    /** Both clocks show the same: an evaluation, whose world is that of its events. */
    public static ListTime ofEvents(long eventMillis) {
        return new ListTime(eventMillis, eventMillis);
    }
}
