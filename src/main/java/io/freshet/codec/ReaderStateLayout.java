package io.freshet.codec;

import io.freshet.event.ClickKind;
import io.freshet.event.Recommendations;
import io.freshet.recommend.ReaderSnapshot;
import io.freshet.recommend.ReaderSnapshot.Affinity;
import io.freshet.recommend.ReaderSnapshot.Habits;
import io.freshet.recommend.ReaderSnapshot.Pace;
import io.freshet.recommend.ReaderSnapshot.PastRead;
import io.freshet.recommend.ReaderSnapshot.Served;
import io.freshet.recommend.ReaderSnapshot.Session;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;

/**
 * Values of the store {@code readers}, in the primitives of {@link ByteWriter}.
 *
 * <pre>
 * byte     version: 2
 * text     userId
 * list     reads: text articleId, integer atMillis, byte kind (0 click, 1 like, 2 share, 3 hide)
 * vector   fast
 * vector   slow
 * vector   aversion
 * list     categories: text label, double weight
 * list     keywords: text label, double weight
 * list     hidden: text articleId
 * list     served: text articleId, count times
 * list     recent events: long hash
 * integer  session: startMillis
 * integer  session: lastMillis
 * count    session: reads
 * count    habits: reads
 * double   habits: meanLogAge
 * double   habits: meanLogPopularity
 * integer  pace: minute (from version 2 on)
 * count    pace: clicks (from version 2 on)
 * map      segments: {@link SegmentsLayout}
 * byte     1 if a {@link RecommendationsLayout} follows, else 0
 * </pre>
 */
final class ReaderStateLayout {
    static final Serde<ReaderSnapshot> VALUE = new BinarySerde<>(
                    "reader state", 2, ReaderStateLayout::write, in -> read(in, true))
            .alsoReading(1, in -> read(in, false));

    private static final List<ClickKind> KINDS =
            List.of(ClickKind.CLICK, ClickKind.LIKE, ClickKind.SHARE, ClickKind.HIDE);

    private ReaderStateLayout() {}

    private static void write(ReaderSnapshot reader, ByteWriter out) {
        out.writeText(reader.userId());
        out.writeList(reader.reads(), ReaderStateLayout::writeRead);
        out.writeVector(reader.fast());
        out.writeVector(reader.slow());
        out.writeVector(reader.aversion());
        out.writeList(reader.categories(), ReaderStateLayout::writeAffinity);
        out.writeList(reader.keywords(), ReaderStateLayout::writeAffinity);
        out.writeTexts(reader.hidden());
        out.writeList(reader.served(), ReaderStateLayout::writeServed);
        out.writeList(reader.recentEvents(), (hash, bytes) -> bytes.writeLong(hash));
        out.writeInteger(reader.session().startMillis());
        out.writeInteger(reader.session().lastMillis());
        out.writeCount(reader.session().reads());
        out.writeCount(reader.habits().reads());
        out.writeDouble(reader.habits().meanLogAge());
        out.writeDouble(reader.habits().meanLogPopularity());
        out.writeInteger(reader.pace().minute());
        out.writeCount(reader.pace().clicks());
        SegmentsLayout.write(reader.segments(), out);
        Recommendations lastList = reader.lastList();
        out.writeBoolean(lastList != null);
        if (lastList != null) {
            RecommendationsLayout.write(lastList, out);
        }
    }

    private static ReaderSnapshot read(ByteReader in, boolean hasPace) {
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
                in.readList(ReaderStateLayout::readServed),
                in.readList(ByteReader::readLong),
                new Session(in.readInteger(), in.readInteger(), in.readCount(Integer.MAX_VALUE)),
                new Habits(in.readCount(), in.readDouble(), in.readDouble()),
                hasPace ? new Pace(in.readInteger(), in.readCount(Integer.MAX_VALUE)) : Pace.NONE,
                SegmentsLayout.read(in),
                in.readBoolean() ? RecommendationsLayout.read(userId, in) : null);
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

    private static void writeServed(Served served, ByteWriter out) {
        out.writeText(served.articleId());
        out.writeCount(served.times());
    }

    private static Served readServed(ByteReader in) {
        return new Served(in.readText(), in.readCount(Integer.MAX_VALUE));
    }
}
