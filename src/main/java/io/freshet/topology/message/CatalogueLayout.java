package io.freshet.topology.message;

import io.freshet.codec.binary.ActivityLayout;
import io.freshet.codec.binary.BinarySerde;
import io.freshet.codec.binary.ByteReader;
import io.freshet.codec.binary.ByteWriter;
import io.freshet.codec.binary.DescriptionLayout;
import io.freshet.codec.binary.TaggedKey;
import io.freshet.topology.message.CatalogueKey.Part;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/**
 * Byte layout of the keys and values of the topic {@code catalogue}, written with {@link ByteWriter}.
 *
 * <pre>
 * key:    byte  'd' for the description, 'a' for the activity, 'n' for the marker that articles are announced
 *         the articleId in UTF-8, to the end; nothing after 'n'
 *
 * value:  byte  version: 2; version 1 had no 'n'
 *         byte  'd' and a {@link DescriptionLayout}, 'a' and an {@link ActivityLayout}, or 'n'
 * </pre>
 */
final class CatalogueLayout {
    static final Serde<CatalogueEntry> VALUE = new BinarySerde<>(
                    "catalogue entry", 2, CatalogueLayout::write, CatalogueLayout::read)
            .withFormerVersion(1, CatalogueLayout::read);

    @SuppressWarnings("NullAway") // Kafka passes nulls through serdes.
    static final Serde<CatalogueKey> KEY = Serdes.serdeFrom(
            (topic, key) -> key == null ? null : TaggedKey.encode(tag(key.part()), key.articleId()),
            (topic, bytes) -> bytes == null ? null : TaggedKey.decode(topic, bytes, CatalogueLayout::key));

    private static final char DESCRIPTION = 'd';
    private static final char ACTIVITY = 'a';
    private static final char ANNOUNCING = 'n';

    private CatalogueLayout() {}

    private static void write(CatalogueEntry entry, ByteWriter out) {
        out.writeByte(tag(entry.key().part()));
        if (entry instanceof CatalogueEntry.Described described) {
            DescriptionLayout.write(described.description(), out);
        } else if (entry instanceof CatalogueEntry.Activity published) {
            ActivityLayout.write(published.activity(), out);
        }
    }

    private static CatalogueEntry read(ByteReader in) {
        int tag = in.readByte();
        return switch (tag) {
            case DESCRIPTION -> new CatalogueEntry.Described(DescriptionLayout.read(in));
            case ACTIVITY -> new CatalogueEntry.Activity(ActivityLayout.read(in));
            case ANNOUNCING -> new CatalogueEntry.AnnouncedMarker();
            default -> throw in.malformed("tag is " + tag);
        };
    }

    private static @Nullable CatalogueKey key(char tag, String articleId) {
        return switch (tag) {
            case DESCRIPTION -> CatalogueKey.description(articleId);
            case ACTIVITY -> CatalogueKey.activity(articleId);
            case ANNOUNCING -> new CatalogueKey(Part.ANNOUNCING, articleId);
            default -> null;
        };
    }

    private static char tag(Part part) {
        return switch (part) {
            case DESCRIPTION -> DESCRIPTION;
            case ACTIVITY -> ACTIVITY;
            case ANNOUNCING -> ANNOUNCING;
        };
    }
}
