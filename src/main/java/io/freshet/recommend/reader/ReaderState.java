package io.freshet.recommend.reader;

import io.freshet.event.Click;
import io.freshet.event.Limits;
import io.freshet.event.Recommendations;
import io.freshet.recommend.settings.RecommendSettings;
import io.freshet.vector.FloatVector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that is remembered of one reader, everything bounded. Mutable; written only by the task that owns the reader's
 * id, through {@link ReaderLearner} and {@link #served(Recommendations)}. {@link #snapshot()} is the same as a value.
 */
public final class ReaderState {
    public final String userId;
    public final List<ReaderSnapshot.PastRead> reads;
    public final Affinities categories;
    public final Affinities keywords;
    public final List<String> hidden;
    public final List<ReaderSnapshot.Served> served;
    public SeenArticles seen;
    final List<Long> recentEvents;
    public float[] fast;
    public float[] slow;
    public float[] aversion;
    public ReaderSnapshot.Session session;
    public ReaderSnapshot.Habits habits;
    ReaderSnapshot.Pace pace;
    public Map<String, String> segments;
    private ReaderSnapshot.Applied applied;
    private @Nullable Recommendations lastList;

    /** A reader nothing is known of. */
    public ReaderState(String userId, RecommendSettings.Readers settings) {
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
                        ReaderSnapshot.Pace.NONE,
                        Map.of(),
                        ReaderSnapshot.Applied.NONE,
                        null),
                settings);
    }

    /** Takes up a stored reader. */
    public ReaderState(ReaderSnapshot snapshot, RecommendSettings.Readers settings) {
        this.userId = snapshot.userId();
        this.reads = new ArrayList<>(snapshot.reads());
        this.fast = snapshot.fast().toArray();
        this.slow = snapshot.slow().toArray();
        this.aversion = snapshot.aversion().toArray();
        this.categories = new Affinities(snapshot.categories(), settings.categoriesMax());
        this.keywords = new Affinities(snapshot.keywords(), settings.keywordsMax());
        this.hidden = new ArrayList<>(snapshot.hidden());
        this.served = new ArrayList<>(snapshot.served());
        this.seen = snapshot.seen();
        this.recentEvents = new ArrayList<>(snapshot.recentEvents());
        this.session = snapshot.session();
        this.habits = snapshot.habits();
        this.pace = snapshot.pace();
        this.segments = new HashMap<>(snapshot.segments());
        this.applied = snapshot.applied();
        this.lastList = snapshot.lastList();
    }

    /** The same as a value. */
    public ReaderSnapshot snapshot() {
        return new ReaderSnapshot(
                userId,
                reads,
                FloatVector.copyOf(fast),
                FloatVector.copyOf(slow),
                FloatVector.copyOf(aversion),
                categories.snapshot(),
                keywords.snapshot(),
                hidden,
                served,
                seen,
                recentEvents,
                session,
                habits,
                pace,
                segments,
                applied,
                lastList);
    }

    public String userId() {
        return userId;
    }

    /** The list in force; empty before the first. */
    public Optional<Recommendations> lastList() {
        return Optional.ofNullable(lastList);
    }

    /** Takes note of the list now in force. */
    public void served(Recommendations list) {
        if (!list.userId().equals(userId)) {
            throw new IllegalArgumentException("list of " + list.userId() + " given to " + userId);
        }
        lastList = list;
    }

    /** Time of the latest read by event time, epoch milliseconds; 0 before the first. */
    public long lastClickMillis() {
        return session.lastMillis();
    }

    /** Whether a click is older than the reader's latest read: it came late, and this state is not what the reader saw. */
    public boolean isLate(Click click) {
        return click.atMillis() < lastClickMillis();
    }

    /** Offset of the last record of a topic that was applied, in the reader's partition; -1 before any. */
    public long appliedOffset(ReaderInput input) {
        return applied.offset(input);
    }

    /** Takes note of the record that was applied last. */
    public void applied(ReaderInput input, long offset) {
        applied = applied.with(input, offset);
    }

    /** Whether the reader read the article, or hid it long ago, as far as is remembered; see {@link SeenArticles}. */
    public boolean hasRead(String articleId) {
        for (int index = 0; index < reads.size(); index++) {
            if (reads.get(index).articleId().equals(articleId)) {
                return true;
            }
        }
        return seen.contains(articleId);
    }

    /** Whether the reader read one of some articles at a moment or after it. */
    public boolean hasReadSince(Collection<String> articleIds, long sinceMillis) {
        for (ReaderSnapshot.PastRead read : reads) {
            if (read.atMillis() >= sinceMillis && articleIds.contains(read.articleId())) {
                return true;
            }
        }
        return false;
    }

    int timesServed(String articleId) {
        for (int index = 0; index < served.size(); index++) {
            if (served.get(index).articleId().equals(articleId)) {
                return served.get(index).times();
            }
        }
        return 0;
    }
}
