package io.freshet.newsroom;

import io.freshet.dataset.TimedEvent;
import io.freshet.event.Article;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A simulated newsroom with its readers: an endless stream of events in time order. Seven papers publish articles of
 * ten topics in English and Chinese, with follow-ups, copies, corrections, withdrawals, breaking news and coined words.
 * Readers have drifting interests and read in sessions, more by day than by night.
 *
 * <p>Readers choose by interest x freshness x popularity, and often continue within a story or a kind of story, so a
 * recommender can learn more than popularity. No click is on an article before its publication or after its withdrawal
 * or expiry.
 *
 * <p>Equal settings give equal streams. A stream begins half a day before {@link NewsroomSettings#startMillis()} with
 * the articles of that time and without clicks. Texts are built only for events that are returned, so skipping is fast.
 * If lists are shown to readers (closed loop), clicks depend on the lists, but articles do not: continue an earlier run
 * with {@link #skipTo} and an event time.
 *
 * <p>For one thread. Memory is bounded by the readers and the articles of 36 hours.
 */
public final class SimulatedNewsroom implements Iterator<TimedEvent> {
    /** Time from the first articles to the first possible click, in milliseconds. */
    static final long OPENING_MILLIS = 12 * 3_600_000L;

    private final Timeline timeline = new Timeline();
    private final PublisherActivity publishing;
    private final ReaderActivity reading;

    /** Creates a newsroom whose readers see no lists of recommendations. */
    public SimulatedNewsroom(NewsroomSettings settings) {
        this(settings, Optional.empty());
    }

    /**
     * Creates a newsroom whose readers sometimes see the list that {@code shownLists} returns for their user id, and
     * may click its articles. {@link NewsroomSettings#closedLoopShare()} is the share of the clicks before which the
     * reader sees the list. Each list seen is a {@link TimedEvent.Shown}.
     *
     * @param shownLists returns the ids of the articles currently shown to a reader, best first; empty without a list
     */
    public SimulatedNewsroom(NewsroomSettings settings, Function<String, List<String>> shownLists) {
        this(settings, Optional.of(shownLists));
    }

    private SimulatedNewsroom(NewsroomSettings settings, Optional<Function<String, List<String>>> shownLists) {
        StoryWriter writer = new StoryWriter();
        Newsstand stand = new Newsstand();
        SplittableRandom random = new SplittableRandom(settings.seed());
        this.publishing = new PublisherActivity(timeline, stand, writer, random.split(), settings);
        this.reading = new ReaderActivity(timeline, stand, publishing, writer, random.split(), settings, shownLists);
        publishing.open(settings.startMillis() - OPENING_MILLIS, settings.startMillis());
        reading.open(settings.startMillis());
    }

    /**
     * Writes {@code count} articles of the simulated papers, published before {@code beforeMillis}, as text to train
     * word vectors on; oldest first, without invented words. Equal arguments give equal articles; none of them is in
     * the stream.
     *
     * @param count number of articles; 2,000 have about 80,000 English words and 85,000 Chinese characters
     * @param beforeMillis latest publication, exclusive, in epoch milliseconds
     */
    public static List<Article> archive(long seed, int count, long beforeMillis) {
        return PublisherActivity.archive(seed, count, beforeMillis, new StoryWriter());
    }

    /** Always true. */
    @Override
    public boolean hasNext() {
        return true;
    }

    @Override
    public TimedEvent next() {
        return timeline.take().get();
    }

    /** Skips the next {@code events} events without building their texts. */
    public void skip(long events) {
        for (long count = 0; count < events; count++) {
            Supplier<TimedEvent> unused = timeline.take();
        }
    }

    /** Skips all events before a time without building them. */
    public void skipTo(long atMillis) {
        while (timeline.hasReady() || timeline.nextMillis() < atMillis) {
            if (!timeline.hasReady()) {
                timeline.step();
            } else {
                skip(1);
            }
        }
    }

    /** The readers with their current interests. The first three are anna, bruno and mei. */
    public List<ReaderPortrait> readers() {
        return reading.portraits();
    }

    /** The words invented for stories so far, oldest first; only the first 1,000 are kept. */
    public List<CoinedWord> coinedWords() {
        return publishing.coined();
    }
}
