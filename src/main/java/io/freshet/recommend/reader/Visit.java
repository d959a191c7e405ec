package io.freshet.recommend.reader;

import io.freshet.recommend.item.ItemActivity;
import java.util.HashMap;
import java.util.Map;

/**
 * Position of a read in its session: first or later. Counted as a segment that every reader has, because the articles
 * that bring readers in (by a search, by a link) are not those they read next.
 */
public enum Visit {
    FIRST("first"),
    ONWARD("onward");

    static final String SEGMENT = "freshet.visit";

    private final String value;

    Visit(String value) {
        this.value = value;
    }

    /**
     * Position, first or later, that a read at {@code nowMillis} would have in its session, by the time since the
     * latest read.
     */
    public static Visit next(ReaderState reader, long nowMillis, long sessionGapMillis) {
        return reader.session.reads() > 0 && nowMillis - reader.lastReadMillis() <= sessionGapMillis ? ONWARD : FIRST;
    }

    /** Returns a copy of the segments of a click, with this position added as one more segment. */
    Map<String, String> addTo(Map<String, String> segments) {
        Map<String, String> all = new HashMap<>(segments);
        all.put(SEGMENT, value);
        return all;
    }

    /** Key under which {@link ItemActivity#segments()} counts the reads at this position. */
    public String key() {
        return SEGMENT + "=" + value;
    }
}
