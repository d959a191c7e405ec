package io.freshet.recommend;

import io.freshet.event.ClickKind;
import io.freshet.event.Limits;
import io.freshet.event.Recommendations;
import io.freshet.vector.FloatVector;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ReaderState} as an immutable value: what is stored. Every list is bounded by {@link RecommendSettings.Readers}.
 *
 * @param reads latest first by event time, without repeats within a session
 * @param fast decayed mean of the input vectors of the articles read, dominated by the last few; empty before the first
 * @param slow decayed mean of what the articles read are about, over some fifty reads; empty before the first
 * @param aversion decayed mean of what the hidden articles are about; empty before the first hide
 * @param categories how much this reader reads of each category, strongest first
 * @param keywords how much this reader reads about each keyword, strongest first
 * @param hidden ids of hidden articles, latest first
 * @param served articles shown and not clicked, latest first
 * @param recentEvents hashes of the last event ids, latest first
 * @param pace how often the reader clicked in the latest minute
 * @param segments as of the last click that carried some
 * @param lastList the list in force, null before the first
 */
public record ReaderSnapshot(
        String userId,
        List<PastRead> reads,
        FloatVector fast,
        FloatVector slow,
        FloatVector aversion,
        List<Affinity> categories,
        List<Affinity> keywords,
        List<String> hidden,
        List<Served> served,
        List<Long> recentEvents,
        Session session,
        Habits habits,
        Pace pace,
        Map<String, String> segments,
        @Nullable Recommendations lastList) {

    public ReaderSnapshot {
        Limits.id("userId", userId);
        reads = List.copyOf(reads);
        categories = List.copyOf(categories);
        keywords = List.copyOf(keywords);
        hidden = List.copyOf(hidden);
        served = List.copyOf(served);
        recentEvents = List.copyOf(recentEvents);
        segments = Map.copyOf(segments);
    }

    /** One article this reader read. */
    public record PastRead(String articleId, long atMillis, ClickKind kind) {
        public PastRead {
            Limits.id("articleId", articleId);
        }
    }

    /**
     * How much a reader likes one label.
     *
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
     * An article shown to a reader who has not clicked it since.
     *
     * @param times at least 1
     */
    public record Served(String articleId, int times) {
        public Served {
            Limits.id("articleId", articleId);
            if (times < 1) {
                throw new IllegalArgumentException("times of " + articleId + " is " + times + ", expected at least 1");
            }
        }
    }

    /**
     * The session in progress or last seen.
     *
     * @param startMillis time of its first click, 0 before any
     * @param lastMillis time of its latest click, 0 before any
     * @param reads different articles read in it so far
     */
    public record Session(long startMillis, long lastMillis, int reads) {
        /** Before the first click. */
        public static final Session NONE = new Session(0, 0, 0);
    }

    /**
     * What kind of article this reader usually reads.
     *
     * @param reads articles read so far, repeats within a session not counted
     * @param meanLogAge running mean of ln(age in seconds + 60) of the articles read
     * @param meanLogPopularity running mean of ln(half-hour decayed reads + .02) of the articles read
     */
    public record Habits(long reads, double meanLogAge, double meanLogPopularity) {
        /** Before the first read. */
        public static final Habits NONE = new Habits(0, 0, 0);
    }

    /**
     * How often a reader clicked in the latest minute of event time: whoever clicks more often than people do counts for
     * no more than one who does.
     *
     * @param minute since 1970, 0 before any click
     * @param clicks in it that counted
     */
    public record Pace(long minute, int clicks) {
        /** Before the first click. */
        public static final Pace NONE = new Pace(0, 0);

        private static final long MINUTE_MILLIS = 60_000;

        public Pace {
            if (clicks < 0) {
                throw new IllegalArgumentException("clicks is " + clicks + ", expected at least 0");
            }
        }

        /** Clicks that counted in the minute that a click at this moment belongs to. */
        int clicksWith(long atMillis) {
            return isOf(Math.floorDiv(atMillis, MINUTE_MILLIS)) ? clicks : 0;
        }

        /** After one more click. */
        Pace with(long atMillis) {
            long other = Math.floorDiv(atMillis, MINUTE_MILLIS);
            return isOf(other) ? new Pace(minute, clicks + 1) : new Pace(other, 1);
        }

        /** A click that comes late, of the minute before, belongs to the present one: order must not make room for more. */
        private boolean isOf(long other) {
            return other == minute || other == minute - 1;
        }
    }
}
