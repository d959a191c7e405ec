package io.freshet.codec.binary;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Byte layout of a reader's segments: pairs of a name, such as {@code device} or {@code region}, and a value.
 * {@link ByteWriter} defines the types named below. Segments are sorted by name, so equal maps have equal bytes.
 *
 * <pre>
 * list     segments: text name, text value
 * </pre>
 */
public final class SegmentsLayout {

    private SegmentsLayout() {}

    public static void write(Map<String, String> segments, ByteWriter out) {
        out.writeList(new TreeMap<>(segments).entrySet(), (segment, bytes) -> {
            bytes.writeText(segment.getKey());
            bytes.writeText(segment.getValue());
        });
    }

    public static Map<String, String> read(ByteReader in) {
        Map<String, String> segments = new HashMap<>();
        for (Map.Entry<String, String> segment : in.readList(entry -> Map.entry(entry.readText(), entry.readText()))) {
            segments.put(segment.getKey(), segment.getValue());
        }
        return segments;
    }
}
