package io.freshet.recommend.reader;

import io.freshet.event.Click;
import io.freshet.event.Limits;
import io.freshet.event.Recommendations;
import io.freshet.recommend.settings.ReaderSettings;
import io.freshet.vector.FloatVector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * State of one reader: reads, hides, interests, sessions and current list, all bounded. Mutable; changed by the task
 * that owns the userId, through {@link ReaderLearner}, {@link #setCurrentList(Recommendations)} and
 * {@link #applied(ReaderInput, long)}. {@link #snapshot()} gives its stored form.
 */
public final class ReaderState {
    private final String userId;
    final List<ReaderSnapshot.PastRead> reads;
    final Affinities categories;
    final Affinities keywords;
    final List<String> hidden;
    final List<ReaderSnapshot.UnreadImpressions> unreadImpressions;
    SeenArticles seen;
    final List<Long> recentEvents;
    float[] fast;
    float[] slow;
    float[] dislikes;
    ReaderSnapshot.Session session;
    ReaderSnapshot.Habits habits;
    ClickRate clickRate;
    Map<String, String> segments;
    private ReaderSnapshot.Applied applied;
    private @Nullable Recommendations lastList;

    /** Creates the state of a reader without history. */
    public ReaderState(String userId, ReaderSettings settings) {
        this(
                new ReaderSnapshot(
                        Limits.id("userId", userId),
                        List.of(),
                        FloatVector.empty(),
                        FloatVector.empty(),
                        FloatVector.empty(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        SeenArticles.NONE,
                        List.of(),
                        ReaderSnapshot.Session.NONE,
                        ReaderSnapshot.Habits.NONE,
                        ClickRate.NONE,
                        Map.of(),
                        ReaderSnapshot.Applied.NONE,
                        null),
                settings);
    }

    /** Restores the state of a reader from its stored form. */
    public ReaderState(ReaderSnapshot snapshot, ReaderSettings settings) {
        this.userId = snapshot.userId();
        this.reads = new ArrayList<>(snapshot.reads());
        this.fast = snapshot.fast().toArray();
        this.slow = snapshot.slow().toArray();
        this.dislikes = snapshot.dislikes().toArray();
        this.categories =
                new Affinities(snapshot.categories(), settings.interests().categoriesMax());
        this.keywords = new Affinities(snapshot.keywords(), settings.interests().keywordsMax());
        this.hidden = new ArrayList<>(snapshot.hidden());
        this.unreadImpressions = new ArrayList<>(snapshot.unreadImpressions());
        this.seen = snapshot.seen();
        this.recentEvents = new ArrayList<>(snapshot.recentEvents());
        this.session = snapshot.session();
        this.habits = snapshot.habits();
        this.clickRate = snapshot.clickRate();
        this.segments = new HashMap<>(snapshot.segments());
        this.applied = snapshot.applied();
        this.lastList = snapshot.lastList();
    }

    /** Returns an immutable copy of this state, to be stored. */
    public ReaderSnapshot snapshot() {
        return new ReaderSnapshot(
                userId,
                reads,
                FloatVector.copyOf(fast),
                FloatVector.copyOf(slow),
                FloatVector.copyOf(dislikes),
                categories.snapshot(),
                keywords.snapshot(),
                hidden,
                unreadImpressions,
                seen,
                recentEvents,
                session,
                habits,
                clickRate,
                segments,
                applied,
                lastList);
    }

    public String userId() {
        return userId;
    }

    /** Remembered reads, latest first by event time, one per article; a live view, not to be changed. */
    public List<ReaderSnapshot.PastRead> reads() {
        return reads;
    }

    /** Strength of the reader's interest in each remembered category. */
    public Affinities categories() {
        return categories;
    }

    /** Strength of the reader's interest in each remembered keyword. */
    public Affinities keywords() {
        return keywords;
    }

    /** Ids of the articles that the reader hid, latest first; a live view, not to be changed. */
    public List<String> hidden() {
        return hidden;
    }

    /** Articles shown to the reader and not read since, latest shown first; a live view, not to be changed. */
    public List<ReaderSnapshot.UnreadImpressions> unreadImpressions() {
        return unreadImpressions;
    }

    /**
     * Articles that the reader read or hid long ago, which {@link #reads()} and {@link #hidden()} no longer contain.
     */
    public SeenArticles seen() {
        return seen;
    }

    /**
     * Short-term interest: decayed mean of the input vectors of the articles read, an empty array before the first
     * read. Not to be changed.
     */
    public float[] fast() {
        return fast;
    }

    /**
     * Long-term interest: decayed mean of the content vectors of the articles read, each of length 1; an empty array
     * before the first read. An article without a content vector counts with its input vector. Not to be changed.
     */
    public float[] slow() {
        return slow;
    }

    /**
     * Dislikes: decayed mean of the content vectors of the articles hidden, each of length 1; an empty array before the
     * first hide. Not to be changed.
     */
    public float[] dislikes() {
        return dislikes;
    }

    /** Latest session of the reader. */
    public ReaderSnapshot.Session session() {
        return session;
    }

    /** Usual age and popularity of the articles that the reader reads. */
    public ReaderSnapshot.Habits habits() {
        return habits;
    }

    /**
     * Segments of the reader, such as device or region, by name, from the latest click that had any; empty if no click
     * had segments.
     */
    public Map<String, String> segments() {
        return segments;
    }

    /** The reader's current list; empty before the first list. */
    public Optional<Recommendations> lastList() {
        return Optional.ofNullable(lastList);
    }

    /** Sets the reader's current list, which {@link #lastList()} returns. */
    public void setCurrentList(Recommendations list) {
        if (!list.userId().equals(userId)) {
            throw new IllegalArgumentException("list of " + list.userId() + " given to " + userId);
        }
        lastList = list;
    }

    /** Event time of the latest read, epoch milliseconds; 0 before the first read. */
    public long lastReadMillis() {
        return session.lastMillis();
    }

    /**
     * Whether a click is older than the reader's latest read, so that this state already contains reads after the
     * click.
     */
    public boolean isLate(Click click) {
        return click.atMillis() < lastReadMillis();
    }

    /**
     * Offset of the last record from an input topic that was applied to this state; -1 before the first record. Counts
     * in the reader's partition.
     */
    public long appliedOffset(ReaderInput input) {
        return applied.offset(input);
    }

    /** Sets the offset of the last record from an input topic that was applied to this state. */
    public void applied(ReaderInput input, long offset) {
        applied = applied.with(input, offset);
    }

    /**
     * Whether the state remembers a read of the article; also true for a long-ago hide, because {@link SeenArticles}
     * does not distinguish old hides from old reads.
     */
    public boolean hasRead(String articleId) {
        for (int index = 0; index < reads.size(); index++) {
            if (reads.get(index).articleId().equals(articleId)) {
                return true;
            }
        }
        return seen.contains(articleId);
    }

    /** Whether a remembered read of one of the articles happened at or after {@code sinceMillis}. */
    public boolean hasReadSince(Collection<String> articleIds, long sinceMillis) {
        for (ReaderSnapshot.PastRead read : reads) {
            if (read.atMillis() >= sinceMillis && articleIds.contains(read.articleId())) {
                return true;
            }
        }
        return false;
    }

    int timesServed(String articleId) {
        for (int index = 0; index < unreadImpressions.size(); index++) {
            if (unreadImpressions.get(index).articleId().equals(articleId)) {
                return unreadImpressions.get(index).times();
            }
        }
        return 0;
    }
}
