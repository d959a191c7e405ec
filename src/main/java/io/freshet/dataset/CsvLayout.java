package io.freshet.dataset;

import java.util.List;
import java.util.Map;

/**
 * Places of the fields in the rows of one CSV file.
 *
 * @param kind {@link EventKind#ARTICLE} or {@link EventKind#CLICK}
 * @param positions columns from 0 by name of the mapping
 * @param segments columns from 0 by segment name
 * @param header names of all columns
 */
record CsvLayout(EventKind kind, Map<String, Integer> positions, Map<String, Integer> segments, List<String> header) {

    /** The column of the time that every row has. */
    int timePosition() {
        Integer position = positions.get(kind == EventKind.ARTICLE ? "publishedAt" : "time");
        if (position == null) {
            throw new IllegalStateException("a layout without a time: " + this);
        }
        return position;
    }

    int columns() {
        return header.size();
    }
}
