package io.freshet.topology.message;

import io.freshet.recommend.item.Announcement;

/**
 * Publication or withdrawal of an article, with the arrival time of its record and whether the record was re-routed.
 *
 * @param arrivedAtMillis when the publisher's record arrived on its topic, epoch milliseconds by the wall clock;
 *     latencies are measured from it
 * @param rerouted whether the record lay on another partition than that of its key; its order among other records then
 *     follows from times of arrival alone
 */
public record ArrivedAnnouncement(Announcement announcement, long arrivedAtMillis, boolean rerouted) {

    /** Creates an announcement whose record arrived on the right partition for its key and was not re-routed. */
    public ArrivedAnnouncement(Announcement announcement, long arrivedAtMillis) {
        this(announcement, arrivedAtMillis, false);
    }

    /**
     * Whether a record of the article that is processed after this announcement, but arrived earlier, must be ignored.
     * Always false unless one of the two was re-routed: records of one partition are processed in order of arrival.
     *
     * @param otherArrivedAtMillis when the other record arrived on its topic
     */
    public boolean supersedes(long otherArrivedAtMillis, boolean otherRerouted) {
        return (rerouted || otherRerouted) && otherArrivedAtMillis < arrivedAtMillis;
    }

    public boolean isWithdrawal() {
        return announcement instanceof Announcement.Withdrawn;
    }
}
