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
 * An invented newsroom and its readers as an endless stream of events in time order: articles of ten topics in English
 * and Chinese by seven papers, stories that develop, copies, corrections, withdrawals, breaking news, coined words; and
 * readers with interests that drift, who read in sessions, by day more than by night.
 *
 * <p>Readers choose by interest x freshness x popularity, and go on within a story or a kind of story, so there is
 * something to learn beyond what is popular. No click is on an article before its publication or after its withdrawal or
 * expiry.
 *
 * <p>The same settings give the same stream. It begins half a day before
 * {@link NewsroomSettings#startMillis()} with the articles of that time and without clicks. Texts are built only for
 * events that are taken, so {@linkplain #skip skipping} to where an earlier run stopped is quick. With a list shown to
 * readers (the closed loop) the clicks depend on the lists as well; articles never do: then {@link #skipTo} an event time.
 *
 * <p>For one thread. Memory is bounded by the readers and the articles of 36 hours.
 */
public final class SimulatedNewsroom implements Iterator<TimedEvent> {
    /** How long before the start the first articles appear, in milliseconds. */
    static final long OPENING_MILLIS = 12 * 3_600_000L;

    private final Timeline timeline = new Timeline();
    private final PublisherActivity publishing;
    private final ReaderActivity reading;
    private long position;

    /** A newsroom whose readers see no lists. */
    public SimulatedNewsroom(NewsroomSettings settings) {
        this(settings, Optional.empty());
    }

    /**
     * A newsroom whose readers look at the list they are shown before {@link NewsroomSettings#closedLoopShare()} of their
     * clicks, and pick from it if it holds something for them; that they saw it is a {@link TimedEvent.Shown}.
     *
     * @param shownLists the ids of the articles shown to a reader now, best first; empty if there is no list yet
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
     * Articles of the same papers from before the stream: text to train word vectors on, without any coined word. The
     * same arguments give the same articles; none of them is in the stream.
     *
     * @param count how many; 2,000 are about 80,000 English words and 85,000 Chinese characters
     * @param beforeMillis all were published before this time, in epoch milliseconds; oldest first
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
        position++;
        return timeline.take().get();
    }

    /** How many events were taken or skipped: what a later run skips to go on from here. */
    public long position() {
        return position;
    }

    /** Passes over this many events without building their texts. */
    public void skip(long events) {
        for (long count = 0; count < events; count++) {
            position++;
            Supplier<TimedEvent> unused = timeline.take();
        }
    }

    /** Passes over all events before a time, without building them; at most what one step of the timeline brings is kept. */
    public void skipTo(long atMillis) {
        while (timeline.hasReady() || timeline.nextMillis() < atMillis) {
            if (!timeline.hasReady()) {
                timeline.step();
            } else {
                skip(1);
            }
        }
    }

    /** The readers with their present interests. The first three are the protagonists anna, bruno and mei. */
    public List<ReaderPortrait> readers() {
        return reading.portraits();
    }

    /** The words coined so far, oldest first. */
    public List<CoinedWord> coinedWords() {
        return publishing.coined();
    }
}
