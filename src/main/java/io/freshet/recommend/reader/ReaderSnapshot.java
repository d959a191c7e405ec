package io.freshet.recommend.reader;

import io.freshet.event.ClickKind;
import io.freshet.event.Limits;
import io.freshet.event.Recommendations;
import io.freshet.vector.FloatVector;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stored form of a {@link ReaderState}. Immutable; every list is bounded by
 * {@link io.freshet.recommend.settings.ReaderSettings}.
 *
 * @param reads remembered reads, latest first by event time, each article once
 * @param fast decayed mean of the input vectors of the articles read, dominated by the last few; empty before the first
 *     read
 * @param slow decayed mean of the content vectors of the articles read, over some fifty reads; empty before the first
 *     read
 * @param dislikes decayed mean of the content vectors of the articles hidden; empty before the first hide
 * @param categories affinities to categories, strongest first
 * @param keywords affinities to keywords, strongest first
 * @param hidden ids of hidden articles, latest first
 * @param unreadImpressions articles shown and not read since, latest first
 * @param seen older articles read or hidden, which {@code reads} and {@code hidden} no longer hold
 * @param recentEvents hashes of the last event ids, latest first
 * @param clickRate clicks in the latest minutes
 * @param segments segments of the latest click by event time that had any; a late click sets them only while there are
 *     none
 * @param applied offsets of the last records applied
 * @param lastList current list; null before the first
 */
public record ReaderSnapshot(
        String userId,
        List<PastRead> reads,
        FloatVector fast,
        FloatVector slow,
        FloatVector dislikes,
        List<Affinity> categories,
        List<Affinity> keywords,
        List<String> hidden,
        List<UnreadImpressions> unreadImpressions,
        SeenArticles seen,
        List<Long> recentEvents,
        Session session,
        Habits habits,
        ClickRate clickRate,
        Map<String, String> segments,
        Applied applied,
        @Nullable Recommendations lastList) {

    public ReaderSnapshot {
        Limits.id("userId", userId);
        reads = List.copyOf(reads);
        categories = List.copyOf(categories);
        keywords = List.copyOf(keywords);
        hidden = List.copyOf(hidden);
        unreadImpressions = List.copyOf(unreadImpressions);
        recentEvents = List.copyOf(recentEvents);
        segments = Map.copyOf(segments);
    }

    /**
     * Read of an article by the reader.
     *
     * @param atMillis event time, epoch milliseconds
     * @param kind any kind except {@link ClickKind#HIDE}
     */
    public record PastRead(String articleId, long atMillis, ClickKind kind) {
        public PastRead {
            Limits.id("articleId", articleId);
        }
    }

    /**
     * Strength of the reader's interest in a category or keyword.
     *
     * @param label the category or keyword
     * @param weight above 0; decays with every read
     */
    public record Affinity(String label, double weight) {
        public Affinity {
            if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("weight of " + label + " is " + weight + ", expected above 0");
            }
        }
    }

    /**
     * Article shown to the reader and not read since, with the number of times shown.
     *
     * @param times number of impressions without a read, at least 1
     */
    public record UnreadImpressions(String articleId, int times) {
        public UnreadImpressions {
            Limits.id("articleId", articleId);
            if (times < 1) {
                throw new IllegalArgumentException("times of " + articleId + " is " + times + ", expected at least 1");
            }
        }
    }

    /**
     * Session of a reader: a sequence of reads without a long pause.
     *
     * @param startMillis time of the first read in the session, epoch milliseconds; 0 before any
     * @param lastMillis time of the latest read in the session, epoch milliseconds; 0 before any
     * @param reads number of different articles read in the session
     */
    public record Session(long startMillis, long lastMillis, int reads) {
        /** Session of a reader without reads. */
        public static final Session NONE = new Session(0, 0, 0);

        Session withRead() {
            return new Session(startMillis, lastMillis, reads + 1);
        }
    }

    /**
     * Usual age and popularity of the articles that the reader reads, both at the time of the read.
     *
     * @param reads articles read, without repeats within a session
     * @param meanLogAge running mean of ln(age in seconds + 60)
     * @param meanLogPopularity running mean of ln(reads decayed at half an hour + .02)
     */
    public record Habits(long reads, double meanLogAge, double meanLogPopularity) {
        /** Habits of a reader without reads. */
        public static final Habits NONE = new Habits(0, 0, 0);
    }

    /**
     * Offsets, in each input topic, of the last records applied to a reader's state; -1 before the first record. They
     * count in the reader's partition.
     *
     * @param clicksOffset on {@link ReaderInput#CLICKS}
     * @param reroutedOffset on {@link ReaderInput#REROUTED}
     */
    public record Applied(long clicksOffset, long reroutedOffset) {
        /** Offsets before the first record, -1 each. */
        public static final Applied NONE = new Applied(-1, -1);

        public long offset(ReaderInput input) {
            return switch (input) {
                case CLICKS -> clicksOffset;
                case REROUTED -> reroutedOffset;
            };
        }

        public Applied with(ReaderInput input, long offset) {
            return switch (input) {
                case CLICKS -> new Applied(offset, reroutedOffset);
                case REROUTED -> new Applied(clicksOffset, offset);
            };
        }
    }
}
