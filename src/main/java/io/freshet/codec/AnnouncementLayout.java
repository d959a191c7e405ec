package io.freshet.codec;

import io.freshet.recommend.Announcement;
import org.apache.kafka.common.serialization.Serde;

/**
 * Values of the topic {@code announcements}, in the primitives of {@link ByteWriter}.
 *
 * <pre>
 * byte     version: 1
 * integer  arrivedAtMillis
 * byte     'p' published and a {@link DescriptionLayout}, or 'w' withdrawn and text articleId, integer atMillis
 * </pre>
 */
final class AnnouncementLayout {
    static final Serde<ArrivedAnnouncement> VALUE =
            new BinarySerde<>("announcement", 1, AnnouncementLayout::write, AnnouncementLayout::read);

    private AnnouncementLayout() {}

    private static void write(ArrivedAnnouncement arrived, ByteWriter out) {
        out.writeInteger(arrived.arrivedAtMillis());
        if (arrived.announcement() instanceof Announcement.Published published) {
            out.writeByte('p');
            DescriptionLayout.write(published.description(), out);
        } else if (arrived.announcement() instanceof Announcement.Withdrawn withdrawn) {
            out.writeByte('w');
            out.writeText(withdrawn.articleId());
            out.writeInteger(withdrawn.atMillis());
        }
    }

    private static ArrivedAnnouncement read(ByteReader in) {
        long arrivedAtMillis = in.readInteger();
        int tag = in.readByte();
        Announcement announcement = switch (tag) {
            case 'p' -> new Announcement.Published(DescriptionLayout.read(in));
            case 'w' -> new Announcement.Withdrawn(in.readText(), in.readInteger());
            default -> throw in.malformed("tag is " + tag);
        };
        return new ArrivedAnnouncement(announcement, arrivedAtMillis);
    }
}
