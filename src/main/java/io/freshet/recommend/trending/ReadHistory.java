package io.freshet.recommend.trending;

import io.freshet.event.Limits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How often one article was read over the last week, as the most-read lists keep it: five-minute buckets for the two
 * hours before it was last read, hours for a day, six hours for a week.
 *
 * @param category null while unknown
 * @param rolledUpMillis five-minute buckets that start before this have been added up into longer ones
 * @param buckets ascending by start, not overlapping, only those with reads
 */
public record ReadHistory(String articleId, @Nullable String category, long rolledUpMillis, List<Bucket> buckets) {

    public ReadHistory {
        Limits.id("articleId", articleId);
        if (category != null) {
            Limits.label("category", category);
        }
        buckets = List.copyOf(buckets);
    }

    /**
     * Reads in one span of event time.
     *
     * @param startMillis epoch milliseconds, a multiple of {@code lengthMillis}
     * @param lengthMillis 5 minutes, 1 hour or 6 hours
     * @param clicks at least 1
     */
    public record Bucket(long startMillis, long lengthMillis, long clicks) {
        public Bucket {
            if (lengthMillis <= 0 || Math.floorMod(startMillis, lengthMillis) != 0) {
                throw new IllegalArgumentException("no bucket of " + lengthMillis + " starts at " + startMillis);
            }
            if (clicks < 1) {
                throw new IllegalArgumentException("clicks is " + clicks + ", expected at least 1");
            }
        }
    }
}
