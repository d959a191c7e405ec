package io.freshet.recommend.reader;

import io.freshet.event.ClickKind;
import io.freshet.event.Limits;
import io.freshet.event.Recommendations;
import io.freshet.recommend.settings.RecommendSettings;
import io.freshet.vector.FloatVector;
import java.util.ArrayList;
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
 * @param seen articles that {@code reads} and {@code hidden} no longer hold
 * @param recentEvents hashes of the last event ids, latest first
 * @param pace how often the reader clicked in the latest minutes
 * @param segments of the latest click by event time that carried some; a late click's only while there are none
 * @param applied up to which records this is what came of them
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
        SeenArticles seen,
        List<Long> recentEvents,
        Session session,
        Habits habits,
        Pace pace,
        Map<String, String> segments,
        Applied applied,
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

        /** After one more read within it. */
        Session withRead() {
            return new Session(startMillis, lastMillis, reads + 1);
        }
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
     * Offsets of the last records that were applied, each in the reader's partition of its topic; -1 before any.
     *
     * @param clicksOffset on {@link ReaderInput#CLICKS}
     * @param reroutedOffset on {@link ReaderInput#REROUTED}
     */
    public record Applied(long clicksOffset, long reroutedOffset) {
        /** Before the first record. */
        public static final Applied NONE = new Applied(-1, -1);

        /** The offset of the last record applied of a topic, -1 before any. */
        public long offset(ReaderInput input) {
            return switch (input) {
                case CLICKS -> clicksOffset;
                case REROUTED -> reroutedOffset;
            };
        }

        /** After one more record. */
        public Applied with(ReaderInput input, long offset) {
            return switch (input) {
                case CLICKS -> new Applied(offset, reroutedOffset);
                case REROUTED -> new Applied(clicksOffset, offset);
            };
        }
    }

    /**
     * How often a reader clicked in the latest minutes of event time: a reader who clicks more often than people do counts
     * for no more than one who does.
     *
     * <p>Each click is charged to one minute: its own, or the latest if its own is older than all that are remembered. A
     * minute that was forgotten is older than all remembered ones from then on, so it is never counted from 0 again. In
     * whatever order and with whatever times clicks come, no more count than the limit times the number of different
     * minutes among them; and a fast replay, whose minutes come one after the other, is not cut.
     *
     * @param minutes the latest first, each once, at most {@value #MINUTES_MAX}
     */
    public record Pace(List<Minute> minutes) {
        /** Minutes remembered. */
        public static final int MINUTES_MAX = 8;

        /** Before the first click. */
        public static final Pace NONE = new Pace(List.of());

        private static final long MINUTE_MILLIS = 60_000;
        private static final int NO_PLACE = -1;

        /**
         * One minute.
         *
         * @param number minutes since 1970
         * @param clicks that were charged to it, at least 1
         */
        public record Minute(long number, int clicks) {
            public Minute {
                if (clicks < 1) {
                    throw new IllegalArgumentException("clicks is " + clicks + ", expected at least 1");
                }
            }
        }

        public Pace {
            minutes = List.copyOf(minutes);
            if (minutes.size() > MINUTES_MAX) {
                throw new IllegalArgumentException(
                        "minutes has " + minutes.size() + " entries, more than the limit of " + MINUTES_MAX);
            }
        }

        /** Start of the latest minute with a click, epoch milliseconds; 0 before the first click. */
        public long latestMillis() {
            return minutes.isEmpty() ? 0 : minutes.get(0).number() * MINUTE_MILLIS;
        }

        /** Clicks charged so far to the minute that a click at this moment is charged to. */
        int clicksWith(long atMillis) {
            int place = place(minuteOf(atMillis));
            return place == NO_PLACE ? 0 : minutes.get(place).clicks();
        }

        /** After one more click. */
        Pace with(long atMillis) {
            long number = minuteOf(atMillis);
            List<Minute> changed = new ArrayList<>(minutes);
            int place = place(number);
            if (place != NO_PLACE) {
                Minute charged = minutes.get(place);
                changed.set(place, new Minute(charged.number(), charged.clicks() + 1));
                return new Pace(changed);
            }
            int later = 0;
            while (later < changed.size() && changed.get(later).number() > number) {
                later++;
            }
            changed.add(later, new Minute(number, 1));
            return new Pace(changed.subList(0, Math.min(MINUTES_MAX, changed.size())));
        }

        private static long minuteOf(long atMillis) {
            return Math.floorDiv(atMillis, MINUTE_MILLIS);
        }

        /** The place of the minute that a click of a minute is charged to, {@link #NO_PLACE} for one to be added. */
        private int place(long number) {
            for (int place = 0; place < minutes.size(); place++) {
                if (minutes.get(place).number() == number) {
                    return place;
                }
            }
            boolean tooOld = minutes.size() == MINUTES_MAX
                    && number < minutes.get(MINUTES_MAX - 1).number();
            return tooOld ? 0 : NO_PLACE;
        }
    }
}
