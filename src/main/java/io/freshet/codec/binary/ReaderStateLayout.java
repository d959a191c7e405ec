package io.freshet.codec.binary;

import io.freshet.event.ClickKind;
import io.freshet.event.Recommendations;
import io.freshet.recommend.reader.ClickRate;
import io.freshet.recommend.reader.ReaderSnapshot;
import io.freshet.recommend.reader.ReaderSnapshot.Affinity;
import io.freshet.recommend.reader.ReaderSnapshot.Applied;
import io.freshet.recommend.reader.ReaderSnapshot.Habits;
import io.freshet.recommend.reader.ReaderSnapshot.PastRead;
import io.freshet.recommend.reader.ReaderSnapshot.Session;
import io.freshet.recommend.reader.ReaderSnapshot.UnreadImpressions;
import io.freshet.recommend.reader.SeenArticles;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;

/**
 * Byte layout of values in the store {@code readers}: the state of one reader. {@link ByteWriter} defines the types
 * named below.
 *
 * <pre>
 * byte     version: 3
 * text     userId
 * list     reads: text articleId, integer atMillis, byte kind (0 click, 1 like, 2 share, 3 hide)
 * vector   fast
 * vector   slow
 * vector   dislikes
 * list     categories: text label, double weight
 * list     keywords: text label, double weight
 * list     hidden: text articleId
 * list     unread impressions: text articleId, count times
 * list     seen: 4 bytes hash (from version 3 on)
 * list     recent events: long hash
 * integer  session: startMillis
 * integer  session: lastMillis
 * count    session: reads
 * count    habits: reads
 * double   habits: meanLogAge
 * double   habits: meanLogPopularity
 * list     clickRate: integer minute, count clicks (version 2: one minute without the list's count; version 1: none)
 * map      segments: {@link SegmentsLayout}
 * integer  applied: clicksOffset (from version 3 on)
 * integer  applied: reroutedOffset (from version 3 on)
 * byte     1 if a {@link RecommendationsLayout} follows, else 0
 * </pre>
 */
public final class ReaderStateLayout {
    private static final int VERSION = 3;

    public static final Serde<ReaderSnapshot> VALUE = new BinarySerde<>(
                    "reader state", VERSION, ReaderStateLayout::write, in -> read(in, VERSION))
            .withFormerVersion(2, in -> read(in, 2))
            .withFormerVersion(1, in -> read(in, 1));

    private static final List<ClickKind> KINDS =
            List.of(ClickKind.CLICK, ClickKind.LIKE, ClickKind.SHARE, ClickKind.HIDE);

    private ReaderStateLayout() {}

    private static void write(ReaderSnapshot reader, ByteWriter out) {
        out.writeText(reader.userId());
        out.writeList(reader.reads(), ReaderStateLayout::writeRead);
        out.writeVector(reader.fast());
        out.writeVector(reader.slow());
        out.writeVector(reader.dislikes());
        out.writeList(reader.categories(), ReaderStateLayout::writeAffinity);
        out.writeList(reader.keywords(), ReaderStateLayout::writeAffinity);
        out.writeTexts(reader.hidden());
        out.writeList(reader.unreadImpressions(), ReaderStateLayout::writeUnreadImpressions);
        writeSeen(reader.seen(), out);
        out.writeList(reader.recentEvents(), (hash, bytes) -> bytes.writeLong(hash));
        out.writeInteger(reader.session().startMillis());
        out.writeInteger(reader.session().lastMillis());
        out.writeCount(reader.session().reads());
        out.writeCount(reader.habits().reads());
        out.writeDouble(reader.habits().meanLogAge());
        out.writeDouble(reader.habits().meanLogPopularity());
        out.writeList(reader.clickRate().minutes(), ReaderStateLayout::writeMinute);
        SegmentsLayout.write(reader.segments(), out);
        out.writeInteger(reader.applied().clicksOffset());
        out.writeInteger(reader.applied().reroutedOffset());
        Recommendations lastList = reader.lastList();
        out.writeBoolean(lastList != null);
        if (lastList != null) {
            RecommendationsLayout.write(lastList, out);
        }
    }

    private static ReaderSnapshot read(ByteReader in, int version) {
        String userId = in.readText();
        return new ReaderSnapshot(
                userId,
                in.readList(ReaderStateLayout::readRead),
                in.readVector(),
                in.readVector(),
                in.readVector(),
                in.readList(ReaderStateLayout::readAffinity),
                in.readList(ReaderStateLayout::readAffinity),
                in.readTexts(),
                in.readList(ReaderStateLayout::readUnreadImpressions),
                version >= 3 ? readSeen(in) : SeenArticles.NONE,
                in.readList(ByteReader::readLong),
                new Session(in.readInteger(), in.readInteger(), in.readCount(Integer.MAX_VALUE)),
                new Habits(in.readCount(), in.readDouble(), in.readDouble()),
                readClickRate(in, version),
                SegmentsLayout.read(in),
                version >= 3 ? new Applied(in.readInteger(), in.readInteger()) : Applied.NONE,
                in.readBoolean() ? RecommendationsLayout.read(userId, in, version >= 3) : null);
    }

    private static void writeSeen(SeenArticles seen, ByteWriter out) {
        out.writeCount(seen.size());
        for (int index = 0; index < seen.size(); index++) {
            out.writeInt(seen.hash(index));
        }
    }

    private static SeenArticles readSeen(ByteReader in) {
        int[] hashes = new int[in.readSize(Integer.BYTES)];
        for (int index = 0; index < hashes.length; index++) {
            hashes[index] = in.readInt();
        }
        return SeenArticles.of(hashes);
    }

    private static void writeMinute(ClickRate.Minute minute, ByteWriter out) {
        out.writeInteger(minute.number());
        out.writeCount(minute.clicks());
    }

    private static ClickRate readClickRate(ByteReader in, int version) {
        return switch (version) {
            case 1 -> ClickRate.NONE;
            case 2 -> readSingleMinute(in);
            default -> new ClickRate(in.readList(ReaderStateLayout::readMinute));
        };
    }

    private static ClickRate readSingleMinute(ByteReader in) {
        long number = in.readInteger();
        int clicks = in.readCount(Integer.MAX_VALUE);
        return clicks == 0 ? ClickRate.NONE : new ClickRate(List.of(new ClickRate.Minute(number, clicks)));
    }

    private static ClickRate.Minute readMinute(ByteReader in) {
        return new ClickRate.Minute(in.readInteger(), in.readCount(Integer.MAX_VALUE));
    }

    private static void writeRead(PastRead read, ByteWriter out) {
        out.writeText(read.articleId());
        out.writeInteger(read.atMillis());
        out.writeConstant(KINDS, read.kind());
    }

    private static PastRead readRead(ByteReader in) {
        return new PastRead(in.readText(), in.readInteger(), in.readConstant(KINDS));
    }

    private static void writeAffinity(Affinity affinity, ByteWriter out) {
        out.writeText(affinity.label());
        out.writeDouble(affinity.weight());
    }

    private static Affinity readAffinity(ByteReader in) {
        return new Affinity(in.readText(), in.readDouble());
    }

    private static void writeUnreadImpressions(UnreadImpressions impressions, ByteWriter out) {
        out.writeText(impressions.articleId());
        out.writeCount(impressions.times());
    }

    private static UnreadImpressions readUnreadImpressions(ByteReader in) {
        return new UnreadImpressions(in.readText(), in.readCount(Integer.MAX_VALUE));
    }
}
