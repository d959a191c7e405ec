package io.freshet.recommend.item;

import io.freshet.event.Limits;
import org.jspecify.annotations.Nullable;

/**
 * How often one article was read so far within one five-minute bucket. A running count and not an increment: a later
 * record of the same bucket replaces an earlier one, and the same record twice changes nothing.
 *
 * @param category the article's category now, null while unknown
 * @param bucketStartMillis a multiple of {@link ClickBuckets#BUCKET_MILLIS}
 * @param clicks at least 1
 */
public record ArticlePopularity(String articleId, @Nullable String category, long bucketStartMillis, long clicks) {

    public ArticlePopularity {
        Limits.id("articleId", articleId);
        if (category != null) {
            Limits.label("category", category);
        }
        if (Math.floorMod(bucketStartMillis, ClickBuckets.BUCKET_MILLIS) != 0) {
            throw new IllegalArgumentException(
                    "bucketStartMillis " + bucketStartMillis + " is no multiple of " + ClickBuckets.BUCKET_MILLIS);
        }
        if (clicks < 1) {
            throw new IllegalArgumentException("clicks of " + articleId + " is " + clicks + ", expected at least 1");
        }
    }
}
