package io.freshet.recommend.item;

import io.freshet.event.Limits;
import org.jspecify.annotations.Nullable;

/**
 * Number of reads of one article in one five-minute bucket of event time, as counted so far. A later record of the same
 * bucket replaces an earlier one, so processing the same record twice is harmless.
 *
 * @param category current category of the article, null while unknown
 * @param bucketStartMillis start of the bucket, epoch milliseconds; a multiple of {@link ClickBuckets#BUCKET_MILLIS}
 * @param clicks reads in the bucket, at least 1
 */
public record ArticlePopularity(String articleId, @Nullable String category, long bucketStartMillis, long clicks) {

    public ArticlePopularity {
        Limits.id("articleId", articleId);
        if (category != null) {
            Limits.label("category", category);
        }
        if (Math.floorMod(bucketStartMillis, ClickBuckets.BUCKET_MILLIS) != 0) {
            throw new IllegalArgumentException("bucketStartMillis is " + bucketStartMillis + ", expected a multiple of "
                    + ClickBuckets.BUCKET_MILLIS);
        }
        if (clicks < 1) {
            throw new IllegalArgumentException("clicks of " + articleId + " is " + clicks + ", expected at least 1");
        }
    }
}
