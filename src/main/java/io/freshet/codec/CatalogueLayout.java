package io.freshet.codec;

import io.freshet.codec.CatalogueKey.Part;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Keys and values of the topic {@code catalogue}, in the primitives of {@link ByteWriter}.
 *
 * <pre>
 * key:    byte  'd' for the description, 'a' for the activity
 *         the articleId in UTF-8, to the end
 *
 * value:  byte  version: 1
 *         byte  'd' and a {@link DescriptionLayout}, or 'a' and an {@link ActivityLayout}
 * </pre>
 */
final class CatalogueLayout {
    static final Serde<CatalogueEntry> VALUE =
            new BinarySerde<>("catalogue entry", 1, CatalogueLayout::write, CatalogueLayout::read);

    @SuppressWarnings("NullAway") // Kafka passes nulls through serdes.
    static final Serde<CatalogueKey> KEY = Serdes.serdeFrom(
            (topic, key) -> key == null ? null : TaggedKey.encode(tag(key.part()), key.articleId()),
            (topic, bytes) -> bytes == null ? null : readKey(topic, bytes));

    private static final char DESCRIPTION = 'd';
    private static final char ACTIVITY = 'a';

    private CatalogueLayout() {}

    private static void write(CatalogueEntry entry, ByteWriter out) {
        out.writeByte(tag(entry.key().part()));
        if (entry instanceof CatalogueEntry.Described described) {
            DescriptionLayout.write(described.description(), out);
        } else if (entry instanceof CatalogueEntry.Learned learned) {
            ActivityLayout.write(learned.activity(), out);
        }
    }

    private static CatalogueEntry read(ByteReader in) {
        int tag = in.readByte();
        return switch (tag) {
            case DESCRIPTION -> new CatalogueEntry.Described(DescriptionLayout.read(in));
            case ACTIVITY -> new CatalogueEntry.Learned(ActivityLayout.read(in));
            default -> throw in.malformed("tag is " + tag);
        };
    }

    private static CatalogueKey readKey(String topic, byte[] bytes) {
        String articleId = TaggedKey.text(topic, bytes);
        return switch (bytes[0]) {
            case DESCRIPTION -> CatalogueKey.description(articleId);
            case ACTIVITY -> CatalogueKey.activity(articleId);
            default -> throw TaggedKey.unknownTag(topic, bytes);
        };
    }

    private static char tag(Part part) {
        return part == Part.DESCRIPTION ? DESCRIPTION : ACTIVITY;
    }
}
