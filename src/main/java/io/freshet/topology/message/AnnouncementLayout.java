package io.freshet.topology.message;

import io.freshet.codec.binary.BinarySerde;
import io.freshet.codec.binary.ByteReader;
import io.freshet.codec.binary.ByteWriter;
import io.freshet.codec.binary.DescriptionLayout;
import io.freshet.recommend.item.Announcement;
import org.apache.kafka.common.serialization.Serde;

/**
 * Byte layout of the values of the topic {@code announcements} and the store {@code announced-articles}, written with
 * {@link ByteWriter}.
 *
 * <pre>
 * byte     version: 2
 * integer  arrivedAtMillis
 * byte     1 if the record was re-routed, else 0 (from version 2 on)
 * byte     'p' published and a {@link DescriptionLayout}, or 'w' withdrawn and text articleId, integer atMillis
 * </pre>
 */
final class AnnouncementLayout {
    static final Serde<ArrivedAnnouncement> VALUE = new BinarySerde<>(
                    "announcement", 2, AnnouncementLayout::write, in -> read(in, true))
            .withFormerVersion(1, in -> read(in, false));

    private AnnouncementLayout() {}

    private static void write(ArrivedAnnouncement arrived, ByteWriter out) {
        out.writeInteger(arrived.arrivedAtMillis());
        out.writeBoolean(arrived.rerouted());
        if (arrived.announcement() instanceof Announcement.Published published) {
            out.writeByte('p');
            DescriptionLayout.write(published.description(), out);
        } else if (arrived.announcement() instanceof Announcement.Withdrawn withdrawn) {
            out.writeByte('w');
            out.writeText(withdrawn.articleId());
            out.writeInteger(withdrawn.atMillis());
        }
    }

    private static ArrivedAnnouncement read(ByteReader in, boolean saysRerouted) {
        long arrivedAtMillis = in.readInteger();
        boolean rerouted = saysRerouted && in.readBoolean();
        int tag = in.readByte();
        Announcement announcement = switch (tag) {
            case 'p' -> new Announcement.Published(DescriptionLayout.read(in));
            case 'w' -> new Announcement.Withdrawn(in.readText(), in.readInteger());
            default -> throw in.malformed("tag is " + tag);
        };
        return new ArrivedAnnouncement(announcement, arrivedAtMillis, rerouted);
    }
}
