package io.freshet.codec.binary;

import io.freshet.recommend.trending.ReadHistory;
import org.apache.kafka.common.serialization.Serde;

/**
 * Byte layout of values in the store {@code trending-buckets}: reads of one article by time bucket. {@link ByteWriter}
 * defines the types named below.
 *
 * <pre>
 * byte     version: 1
 * text     articleId
 * text?    category
 * integer  mergedBeforeMillis
 * list     buckets: integer startMillis, count lengthMillis, count clicks
 * </pre>
 */
public final class ReadHistoryLayout {
    public static final Serde<ReadHistory> VALUE =
            new BinarySerde<>("read history", 1, ReadHistoryLayout::write, ReadHistoryLayout::read);

    private ReadHistoryLayout() {}

    private static void write(ReadHistory history, ByteWriter out) {
        out.writeText(history.articleId());
        out.writeOptionalText(history.category());
        out.writeInteger(history.mergedBeforeMillis());
        out.writeList(history.buckets(), ReadHistoryLayout::writeBucket);
    }

    private static ReadHistory read(ByteReader in) {
        return new ReadHistory(
                in.readText(), in.readOptionalText(), in.readInteger(), in.readList(ReadHistoryLayout::readBucket));
    }

    private static void writeBucket(ReadHistory.Bucket bucket, ByteWriter out) {
        out.writeInteger(bucket.startMillis());
        out.writeCount(bucket.lengthMillis());
        out.writeCount(bucket.clicks());
    }

    private static ReadHistory.Bucket readBucket(ByteReader in) {
        return new ReadHistory.Bucket(in.readInteger(), in.readCount(), in.readCount());
    }
}
