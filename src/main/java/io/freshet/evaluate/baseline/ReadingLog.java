package io.freshet.evaluate.baseline;

import io.freshet.event.Click;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The latest sessions of all readers, with an index from articles to the sessions that read them: what session-based
 * recommenders look at. A session ends with a gap between two reads of a reader; an article counts once in it. For one
 * thread.
 *
 * <p>Bounded: {@link #SESSIONS_MAX} sessions of at most {@link #SESSION_READS_MAX} reads, {@link #RECENT_MAX} reads an
 * article, {@link #READER_READS_MAX} reads a reader. A session's number is taken modulo the number of sessions kept for
 * its place, so that an old number is known by its place having been given to another.
 */
public final class ReadingLog {
    static final int SESSIONS_MAX = 1 << 18;
    static final int SESSION_READS_MAX = 50;
    static final int RECENT_MAX = 5_000;
    static final int READER_READS_MAX = 50;
    /** Reads of earlier sessions that stand in for a session that has just begun. */
    private static final int NEW_SESSION_CONTEXT = 3;

    private static final int[] NOTHING = {};

    private final ArticleIndex numbers;
    private final long sessionGapMillis;
    private final Map<String, Reader> readers = new HashMap<>();
    private final List<Listener> listeners = new ArrayList<>();
    private final int[][] sessions = new int[SESSIONS_MAX][];
    private final byte[] lengths = new byte[SESSIONS_MAX];
    private final long[] lastMillis = new long[SESSIONS_MAX];
    private int sessionCount;
    private int readCount;
    private RecentSessions[] recent = new RecentSessions[1_024];

    /** Hears of each read, in the order they come. */
    interface Listener {
        /**
         * An article was read.
         *
         * @param session the articles read before in the session, oldest first, in the first {@code length} elements
         * @param article not among them
         */
        void read(int[] session, int length, int article, long atMillis);
    }

    private static final class Reader {
        int[] reads = new int[4];
        int readCount;
        int session = -1;
        int sessionReads;
        long lastMillis;
    }

    /** The reads of one article, as a ring of the last ones: upper half the order of the read, lower half the session. */
    private static final class RecentSessions {
        long[] ring = new long[4];
        int added;

        void add(long read) {
            if (added == ring.length && added < RECENT_MAX) {
                ring = Arrays.copyOf(ring, Math.min(RECENT_MAX, added * 2));
            }
            ring[added++ % ring.length] = read;
        }
    }

    public ReadingLog(ArticleIndex numbers, long sessionGapMillis) {
        this.numbers = numbers;
        this.sessionGapMillis = sessionGapMillis;
    }

    void listen(Listener listener) {
        listeners.add(listener);
    }

    /** Takes in a click; only reads count. */
    public void add(Click click) {
        if (!click.kind().isRead()) {
            return;
        }
        int article = numbers.of(click.articleId());
        Reader reader = readers.computeIfAbsent(click.userId(), unused -> new Reader());
        boolean begins = reader.session < 0
                || !isKept(reader.session)
                || click.atMillis() - reader.lastMillis > sessionGapMillis;
        if (begins) {
            reader.session = startSession();
            reader.sessionReads = 0;
        }
        reader.lastMillis = Math.max(reader.lastMillis, click.atMillis());
        int place = reader.session % SESSIONS_MAX;
        lastMillis[place] = reader.lastMillis;
        int length = lengths[place];
        if (length == SESSION_READS_MAX || indexOf(sessions[place], length, article) >= 0) {
            return;
        }
        for (Listener listener : listeners) {
            listener.read(sessions[place], length, article, click.atMillis());
        }
        append(place, article);
        remember(reader, article);
        recent(article).add((long) readCount++ << 32 | reader.session);
    }

    private int startSession() {
        int place = sessionCount % SESSIONS_MAX;
        sessions[place] = NOTHING;
        lengths[place] = 0;
        return sessionCount++;
    }

    private void append(int place, int article) {
        int length = lengths[place];
        if (length == sessions[place].length) {
            sessions[place] = Arrays.copyOf(sessions[place], Math.max(2, length * 2));
        }
        sessions[place][length] = article;
        lengths[place]++;
    }

    private static void remember(Reader reader, int article) {
        int before = indexOf(reader.reads, reader.readCount, article);
        if (before >= 0) {
            System.arraycopy(reader.reads, before + 1, reader.reads, before, --reader.readCount - before);
        } else if (reader.readCount == READER_READS_MAX) {
            System.arraycopy(reader.reads, 1, reader.reads, 0, --reader.readCount);
        } else if (reader.readCount == reader.reads.length) {
            reader.reads = Arrays.copyOf(reader.reads, Math.min(READER_READS_MAX, reader.readCount * 2));
        }
        reader.reads[reader.readCount++] = article;
        reader.sessionReads = Math.min(reader.readCount, reader.sessionReads + 1);
    }

    private RecentSessions recent(int article) {
        if (article >= recent.length) {
            recent = Arrays.copyOf(recent, article * 3 / 2 + 1);
        }
        RecentSessions known = recent[article];
        if (known == null) {
            known = new RecentSessions();
            recent[article] = known;
        }
        return known;
    }

    private static int indexOf(int[] articles, int length, int article) {
        for (int index = 0; index < length; index++) {
            if (articles[index] == article) {
                return index;
            }
        }
        return -1;
    }

    /** Forgets whose the reader's sessions were. */
    public void erase(String userId) {
        readers.remove(userId);
    }

    /**
     * What the reader has read in the session, oldest first; when a session would begin now, the last three reads before;
     * empty for a reader not known.
     */
    int[] context(String userId, long nowMillis) {
        Reader reader = readers.get(userId);
        if (reader == null) {
            return NOTHING;
        }
        int count = nowMillis - reader.lastMillis > sessionGapMillis ? NEW_SESSION_CONTEXT : reader.sessionReads;
        return Arrays.copyOfRange(reader.reads, Math.max(0, reader.readCount - count), reader.readCount);
    }

    /** The reader's last reads in whatever session, oldest first. */
    int[] history(String userId) {
        Reader reader = readers.get(userId);
        return reader == null ? NOTHING : Arrays.copyOf(reader.reads, reader.readCount);
    }

    /** The number of the reader's last session, -1 for a reader not known. */
    int lastSession(String userId) {
        Reader reader = readers.get(userId);
        return reader == null ? -1 : reader.session;
    }

    /** Sessions begun so far; their numbers are below this. */
    int sessionCount() {
        return sessionCount;
    }

    /** Whether a session has not been forgotten. */
    boolean isKept(int session) {
        return sessionCount - session <= SESSIONS_MAX;
    }

    /** The articles of a session that is kept, oldest first, in the first {@link #length(int)} elements. */
    int[] articles(int session) {
        return sessions[session % SESSIONS_MAX];
    }

    int length(int session) {
        return lengths[session % SESSIONS_MAX];
    }

    /** The latest read in a session that is kept. */
    long lastMillis(int session) {
        return lastMillis[session % SESSIONS_MAX];
    }

    /** Sessions in which an article was ever read. */
    int sessionsOf(int article) {
        RecentSessions sessionsOf = find(article);
        return sessionsOf == null ? 0 : sessionsOf.added;
    }

    /**
     * A read of an article, the order of the read in the upper half, the session in the lower; -1 if there is none.
     *
     * @param back 0 for the latest read, 1 for the one before
     */
    long recentRead(int article, int back) {
        RecentSessions sessionsOf = find(article);
        if (sessionsOf == null || back >= Math.min(sessionsOf.added, sessionsOf.ring.length)) {
            return -1;
        }
        return sessionsOf.ring[(sessionsOf.added - 1 - back) % sessionsOf.ring.length];
    }

    private @Nullable RecentSessions find(int article) {
        return article < recent.length ? recent[article] : null;
    }
}
