package io.freshet.codec.binary;

import io.freshet.recommend.item.ClickBuckets;
import io.freshet.recommend.item.ItemState;
import io.freshet.recommend.item.ItemStatus;
import org.apache.kafka.common.serialization.Serde;

/**
 * Byte layout of values in the store {@code items}: learned state, status and recent reads of one article.
 * {@link ByteWriter} defines the types named below.
 *
 * <pre>
 * byte     version: 1
 * activity {@link ActivityLayout}
 * text?    status: category
 * integer  status: expiresAtMillis
 * byte     status: withdrawn
 * integer  newest bucket: its start divided by the length of a bucket
 * count    reads in a bucket, {@link ClickBuckets#BUCKETS} times, newest first
 * </pre>
 */
public final class ItemStateLayout {
    public static final Serde<ItemState> VALUE =
            new BinarySerde<>("item state", 1, ItemStateLayout::write, ItemStateLayout::read);

    private ItemStateLayout() {}

    private static void write(ItemState state, ByteWriter out) {
        ActivityLayout.write(state.activity(), out);
        ItemStatus status = state.status();
        out.writeOptionalText(status.category());
        out.writeInteger(status.expiresAtMillis());
        out.writeBoolean(status.withdrawn());
        ClickBuckets buckets = state.buckets();
        out.writeInteger(Math.floorDiv(buckets.newestStartMillis(), ClickBuckets.BUCKET_MILLIS));
        for (int clicks : buckets.newestFirst()) {
            out.writeCount(clicks);
        }
    }

    private static ItemState read(ByteReader in) {
        return ItemState.restore(
                ActivityLayout.read(in),
                new ItemStatus(in.readOptionalText(), in.readInteger(), in.readBoolean()),
                readBuckets(in));
    }

    private static ClickBuckets readBuckets(ByteReader in) {
        long newestBucket = in.readInteger();
        if (Math.abs(newestBucket / 2) > Long.MAX_VALUE / ClickBuckets.BUCKET_MILLIS / 2) {
            throw in.malformed("newest bucket is " + newestBucket);
        }
        int[] clicks = new int[ClickBuckets.BUCKETS];
        for (int index = 0; index < clicks.length; index++) {
            clicks[index] = in.readCount(Integer.MAX_VALUE);
        }
        return new ClickBuckets(newestBucket * ClickBuckets.BUCKET_MILLIS, clicks);
    }
}
