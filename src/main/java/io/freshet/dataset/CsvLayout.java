package io.freshet.dataset;

import java.util.List;
import java.util.Map;

/**
 * Layout of one CSV file: kind of the events, and positions of the columns that hold event fields and reader segments,
 * such as the device.
 *
 * @param kind {@link EventKind#ARTICLE} or {@link EventKind#CLICK}
 * @param positions index of the column, from 0, by name of the field
 * @param segments index of the column, from 0, by segment name
 * @param header names of all columns
 */
record CsvLayout(EventKind kind, Map<String, Integer> positions, Map<String, Integer> segments, List<String> header) {

    /** Index, from 0, of the column with the publication time of an article or the time of a click. */
    int timePosition() {
        Integer position = positions.get(kind == EventKind.ARTICLE ? "publishedAt" : "time");
        if (position == null) {
            throw new IllegalStateException("the layout has no time column: " + this);
        }
        return position;
    }

    int columns() {
        return header.size();
    }
}
