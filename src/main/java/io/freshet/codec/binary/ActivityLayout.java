package io.freshet.codec.binary;

import io.freshet.recommend.decay.HalfLives;
import io.freshet.recommend.item.ItemActivity;

/**
 * Byte layout of {@link ItemActivity}: what was learned about one article from its readers. {@link ByteWriter} and
 * {@link DecayedLayout} define the types named below.
 *
 * <pre>
 * text     articleId
 * counts   clicks, at HalfLives.READS
 * integer  lastReadMillis
 * counts   impressions, at HalfLives.IMPRESSIONS
 * counts   hides, at HalfLives.IMPRESSIONS
 * rows     followers, at HalfLives.FOLLOWERS
 * rows     segments, at HalfLives.SEGMENTS
 * vector   in
 * vector   out
 * </pre>
 */
public final class ActivityLayout {

    private ActivityLayout() {}

    public static void write(ItemActivity activity, ByteWriter out) {
        out.writeText(activity.articleId());
        DecayedLayout.writeCounts(activity.clicks(), out);
        out.writeInteger(activity.lastReadMillis());
        DecayedLayout.writeCounts(activity.impressions(), out);
        DecayedLayout.writeCounts(activity.hides(), out);
        DecayedLayout.writeRows(activity.followers(), out);
        DecayedLayout.writeRows(activity.segments(), out);
        out.writeVector(activity.in());
        out.writeVector(activity.out());
    }

    public static ItemActivity read(ByteReader in) {
        return new ItemActivity(
                in.readText(),
                new ItemActivity.EventCounts(
                        DecayedLayout.readCounts(HalfLives.READS, in),
                        in.readInteger(),
                        DecayedLayout.readCounts(HalfLives.IMPRESSIONS, in),
                        DecayedLayout.readCounts(HalfLives.IMPRESSIONS, in)),
                DecayedLayout.readRows(HalfLives.FOLLOWERS, in),
                DecayedLayout.readRows(HalfLives.SEGMENTS, in),
                in.readVector(),
                in.readVector());
    }
}
