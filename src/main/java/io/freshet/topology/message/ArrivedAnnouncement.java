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

    /** Creates an announcement whose record lay on the partition of its key, that is, was not re-routed. */
    public ArrivedAnnouncement(Announcement announcement, long arrivedAtMillis) {
        this(announcement, arrivedAtMillis, false);
    }

    /**
     * Whether another record of the article, though processed later, arrived before this announcement and has no
     * effect; false unless one of the two was re-routed. Records of one partition are processed in order of arrival, so
     * only re-routed records can be older.
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
