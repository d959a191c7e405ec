package io.freshet.topology.message;

import io.freshet.recommend.item.Announcement;

/**
 * News of an article with the moment it came in.
 *
 * @param arrivedAtMillis when the newsroom's record reached its topic, in epoch milliseconds of the wall clock: what
 *     latency is measured from
 * @param rerouted whether its record lay on another partition than that of its articleId: only its time of arrival then
 *     tells what came before it and after it
 */
public record ArrivedAnnouncement(Announcement announcement, long arrivedAtMillis, boolean rerouted) {

    /** News that lay on the partition of its articleId. */
    public ArrivedAnnouncement(Announcement announcement, long arrivedAtMillis) {
        this(announcement, arrivedAtMillis, false);
    }

    /**
     * Whether this stands though a record of the same article is processed after it: that one arrived before. Two records
     * on one partition are processed in the order of their arrival, so only re-routed ones can be late.
     *
     * @param otherArrivedAtMillis when the other record arrived on its topic
     */
    public boolean supersedes(long otherArrivedAtMillis, boolean otherRerouted) {
        return (rerouted || otherRerouted) && otherArrivedAtMillis < arrivedAtMillis;
    }

    /** Whether it says that the article is gone. */
    public boolean isWithdrawal() {
        return announcement instanceof Announcement.Withdrawn;
    }
}
