package io.freshet.codec;

import io.freshet.recommend.Horizons;
import io.freshet.recommend.ItemActivity;

/**
 * An {@link ItemActivity}, in the primitives of {@link ByteWriter} and {@link DecayedLayout}.
 *
 * <pre>
 * text     articleId
 * counts   clicks, at Horizons.READS
 * integer  lastClickMillis
 * counts   exposures, at Horizons.EXPOSURES
 * counts   hides, at Horizons.EXPOSURES
 * rows     followers, at Horizons.FOLLOWERS
 * rows     segments, at Horizons.SEGMENTS
 * vector   in
 * vector   out
 * </pre>
 */
final class ActivityLayout {

    private ActivityLayout() {}

    static void write(ItemActivity activity, ByteWriter out) {
        out.writeText(activity.articleId());
        DecayedLayout.writeCounts(activity.clicks(), out);
        out.writeInteger(activity.lastClickMillis());
        DecayedLayout.writeCounts(activity.exposures(), out);
        DecayedLayout.writeCounts(activity.hides(), out);
        DecayedLayout.writeRows(activity.followers(), out);
        DecayedLayout.writeRows(activity.segments(), out);
        out.writeVector(activity.in());
        out.writeVector(activity.out());
    }

    static ItemActivity read(ByteReader in) {
        return new ItemActivity(
                in.readText(),
                DecayedLayout.readCounts(Horizons.READS, in),
                in.readInteger(),
                DecayedLayout.readCounts(Horizons.EXPOSURES, in),
                DecayedLayout.readCounts(Horizons.EXPOSURES, in),
                DecayedLayout.readRows(Horizons.FOLLOWERS, in),
                DecayedLayout.readRows(Horizons.SEGMENTS, in),
                in.readVector(),
                in.readVector());
    }
}
