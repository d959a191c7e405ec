package io.freshet.recommend.trending;

import io.freshet.event.Limits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of reads of one article over the last week, by time, as stored for the most-read lists. The reads are in
 * five-minute buckets for at least two hours before the article's latest read, then in one-hour buckets for a day and
 * in six-hour buckets for a week.
 *
 * @param category null while unknown
 * @param mergedBeforeMillis start before which five-minute buckets were merged into longer ones, epoch milliseconds
 * @param buckets non-empty buckets, ascending by start, not overlapping
 */
public record ReadHistory(String articleId, @Nullable String category, long mergedBeforeMillis, List<Bucket> buckets) {

    public ReadHistory {
        Limits.id("articleId", articleId);
        if (category != null) {
            Limits.label("category", category);
        }
        buckets = List.copyOf(buckets);
    }

    /**
     * Number of reads in one interval of event time.
     *
     * @param startMillis epoch milliseconds, a multiple of {@code lengthMillis}
     * @param lengthMillis 5 minutes, 1 hour or 6 hours
     * @param clicks at least 1
     */
    public record Bucket(long startMillis, long lengthMillis, long clicks) {
        public Bucket {
            if (lengthMillis <= 0 || Math.floorMod(startMillis, lengthMillis) != 0) {
                throw new IllegalArgumentException(
                        "startMillis is " + startMillis + ", expected a multiple of lengthMillis " + lengthMillis);
            }
            if (clicks < 1) {
                throw new IllegalArgumentException("clicks is " + clicks + ", expected at least 1");
            }
        }
    }
}
