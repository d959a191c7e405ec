package io.freshet.recommend.reader;

import io.freshet.recommend.item.ItemActivity;
import java.util.HashMap;
import java.util.Map;

/**
 * Whether a read is the first of a session or goes on from another: the one segment that every reader has. What brings
 * readers in (a search, a link elsewhere) is not what they go on to.
 */
public enum Visit {
    FIRST("first"),
    ONWARD("onward");

    /** Name of the segment. */
    static final String SEGMENT = "freshet.visit";

    private final String value;

    Visit(String value) {
        this.value = value;
    }

    /** What the reader's next read will be, as far as the time since the last one tells. */
    public static Visit next(ReaderState reader, long nowMillis, long sessionGapMillis) {
        return reader.session.reads() > 0 && nowMillis - reader.lastClickMillis() <= sessionGapMillis ? ONWARD : FIRST;
    }

    /** The segments of an event and this one. */
    Map<String, String> addTo(Map<String, String> segments) {
        Map<String, String> all = new HashMap<>(segments);
        all.put(SEGMENT, value);
        return all;
    }

    /** As {@link ItemActivity#segments()} counts it. */
    public String key() {
        return SEGMENT + "=" + value;
    }
}
