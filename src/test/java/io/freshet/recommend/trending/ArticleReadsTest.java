package io.freshet.recommend.trending;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.AllocatedBytes;
import io.freshet.event.TrendingWindow;
import io.freshet.recommend.item.ArticlePopularity;
import io.freshet.recommend.item.ClickBuckets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ArticleReadsTest {
    private static final long NOW = ClickBuckets.startOf(1_700_000_000_000L);
    private static final long FIVE_MINUTES = ClickBuckets.BUCKET_MILLIS;

    private ArticleReads reads = new ArticleReads(new ReadHistory("a", null, 0, List.of()));

    @Test
    void memoryIsLinearInTheCountsAlthoughEachIsMergedIntoTheStoredHistory() {
        AllocatedBytes.assertLinear("counts", 1_000, counts -> () -> {
            ReadHistory stored = new ReadHistory("a", null, 0, List.of());
            for (int count = 0; count < counts; count++) {
                ArticleReads article = new ArticleReads(stored);
                article.apply(popularity(NOW + count * FIVE_MINUTES, 1));
                article.age(NOW + count * FIVE_MINUTES);
                stored = article.history();
            }
        });
    }

    @Test
    void mergingLosesNoReadOfTheLastWeek() {
        SplittableRandom random = new SplittableRandom(20261123);
        long[] clicks = new long[6 * 24 * 12];
        for (int bucket = 0; bucket < clicks.length; bucket++) {
            long now = NOW + bucket * FIVE_MINUTES;
            clicks[bucket] = random.nextInt(3) == 0 ? random.nextInt(1, 9) : 0;
            if (clicks[bucket] > 0) {
                assertThat(reads.apply(popularity(now, clicks[bucket]))).isTrue();
                assertThat(reads.apply(popularity(now, clicks[bucket])))
                        .as("a repeated count")
                        .isFalse();
            }
            reads.age(now);
            reads = new ArticleReads(reads.history());
            long week = 0;
            long hour = 0;
            for (int each = 0; each <= bucket; each++) {
                week += clicks[each];
                hour += each > bucket - 13 ? clicks[each] : 0;
            }
            assertThat(reads.reads(TrendingWindow.WEEK, now)).isEqualTo(week);
            assertThat(reads.reads(TrendingWindow.HOUR, now)).isEqualTo(hour);
        }
        assertThat(reads.history().buckets()).hasSizeLessThan(120);
    }

    private static ArticlePopularity popularity(long bucketStartMillis, long clicks) {
        return new ArticlePopularity("a", null, bucketStartMillis, clicks);
    }
}
