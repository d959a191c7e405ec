package io.freshet.topology.message;

import io.freshet.codec.binary.BinarySerde;
import io.freshet.codec.binary.ByteReader;
import io.freshet.codec.binary.ByteWriter;
import io.freshet.codec.binary.SegmentsLayout;
import io.freshet.event.ClickKind;
import io.freshet.recommend.item.ItemSignal;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;

/**
 * Byte layout of the values of the topic {@code reads-by-article}, written with {@link ByteWriter}.
 *
 * <pre>
 * byte     version: 1
 * byte     'r' read, 'f' followed, 'e' shown, 'h' hidden
 * text     articleId
 * integer  atMillis
 *          read:      byte kind (0 click, 1 like, 2 share), list of text context, segments {@link SegmentsLayout}
 *          followed:  text followerId, byte rank
 * </pre>
 */
final class ItemSignalLayout {
    static final Serde<ItemSignal> VALUE =
            new BinarySerde<>("item signal", 1, ItemSignalLayout::write, ItemSignalLayout::read);

    private static final List<ClickKind> KINDS = List.of(ClickKind.CLICK, ClickKind.LIKE, ClickKind.SHARE);

    private ItemSignalLayout() {}

    private static void write(ItemSignal signal, ByteWriter out) {
        if (signal instanceof ItemSignal.Read read) {
            writeHead('r', read, out);
            out.writeConstant(KINDS, read.kind());
            out.writeTexts(read.context());
            SegmentsLayout.write(read.segments(), out);
        } else if (signal instanceof ItemSignal.Followed followed) {
            writeHead('f', followed, out);
            out.writeText(followed.followerId());
            out.writeByte(followed.rank());
        } else if (signal instanceof ItemSignal.Shown shown) {
            writeHead('e', shown, out);
        } else if (signal instanceof ItemSignal.Hidden hidden) {
            writeHead('h', hidden, out);
        }
    }

    private static void writeHead(char tag, ItemSignal signal, ByteWriter out) {
        out.writeByte(tag);
        out.writeText(signal.articleId());
        out.writeInteger(signal.atMillis());
    }

    private static ItemSignal read(ByteReader in) {
        int tag = in.readByte();
        String articleId = in.readText();
        long atMillis = in.readInteger();
        return switch (tag) {
            case 'r' ->
                new ItemSignal.Read(
                        articleId, atMillis, in.readConstant(KINDS), in.readTexts(), SegmentsLayout.read(in));
            case 'f' -> new ItemSignal.Followed(articleId, in.readText(), atMillis, in.readByte());
            case 'e' -> new ItemSignal.Shown(articleId, atMillis);
            case 'h' -> new ItemSignal.Hidden(articleId, atMillis);
            default -> throw in.malformed("tag is " + tag);
        };
    }
}
