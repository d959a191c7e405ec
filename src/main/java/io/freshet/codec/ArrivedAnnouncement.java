package io.freshet.codec;

import io.freshet.recommend.Announcement;

/**
 * News of an article with the moment it came in.
 *
 * @param arrivedAtMillis when the newsroom's record reached its topic, in epoch milliseconds of the wall clock: what
 *     latency is measured from
 */
public record ArrivedAnnouncement(Announcement announcement, long arrivedAtMillis) {
    /** Whether it says that the article is gone. */
    public boolean isWithdrawal() {
        return announcement instanceof Announcement.Withdrawn;
    }
}
