package io.freshet.evaluate.baseline;

import io.freshet.event.Click;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Latest sessions of all readers, with an index from articles to the sessions that contain them: the data of
 * session-based algorithms. A session ends with a long gap between two reads of a reader; it contains each article
 * once. For one thread.
 *
 * <p>Bounded: {@link #SESSIONS_MAX} sessions of at most {@link #SESSION_READS_MAX} reads, {@link #RECENT_MAX} reads per
 * article, {@link #READER_READS_MAX} reads per reader. Sessions are stored in a ring buffer by session number modulo
 * {@link #SESSIONS_MAX}, so a number that is too old identifies an evicted session.
 */
public final class ReadingLog {
    static final int SESSIONS_MAX = 1 << 18;
    static final int SESSION_READS_MAX = 50;
    static final int RECENT_MAX = 5_000;
    static final int READER_READS_MAX = 50;
    /** Number of last reads that {@link #context} returns for a reader without a current session. */
    private static final int NEW_SESSION_CONTEXT = 3;

    private static final int[] NONE = {};

    private final ArticleIndex articleIndex;
    private final long sessionGapMillis;
    private final Map<String, Reader> readers = new HashMap<>();
    private final List<Listener> listeners = new ArrayList<>();
    private final int[][] sessions = new int[SESSIONS_MAX][];
    private final byte[] lengths = new byte[SESSIONS_MAX];
    private final long[] lastMillis = new long[SESSIONS_MAX];
    private int sessionCount;
    private int readCount;
    private RecentSessions[] recent = new RecentSessions[1_024];

    /** Listener for reads, called in order of arrival. */
    interface Listener {
        /**
         * Called for each read, before it is added to {@code session}, whose first {@code length} elements are the
         * articles read before.
         *
         * @param session articles read before in the session, oldest first, in the first {@code length} elements
         * @param article number of the article read, not in {@code session}
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

    /**
     * Ring buffer of an article's latest reads; each element packs the sequence number of a read and the number of its
     * session. The sequence number is in the upper half, the session number in the lower half.
     */
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

    public ReadingLog(ArticleIndex articleIndex, long sessionGapMillis) {
        this.articleIndex = articleIndex;
        this.sessionGapMillis = sessionGapMillis;
    }

    void listen(Listener listener) {
        listeners.add(listener);
    }

    /**
     * Adds a click, like or share to the reader's session; ignores hides. If the session contains the article already
     * or is full, the click only prolongs the session.
     */
    public void add(Click click) {
        if (!click.kind().isRead()) {
            return;
        }
        int article = articleIndex.of(click.articleId());
        Reader reader = readers.computeIfAbsent(click.userId(), unused -> new Reader());
        boolean isNewSession = reader.session < 0
                || !isKept(reader.session)
                || click.atMillis() - reader.lastMillis > sessionGapMillis;
        if (isNewSession) {
            reader.session = startSession();
            reader.sessionReads = 0;
        }
        reader.lastMillis = Math.max(reader.lastMillis, click.atMillis());
        int position = reader.session % SESSIONS_MAX;
        lastMillis[position] = reader.lastMillis;
        int length = lengths[position];
        if (length == SESSION_READS_MAX || indexOf(sessions[position], length, article) >= 0) {
            return;
        }
        for (Listener listener : listeners) {
            listener.read(sessions[position], length, article, click.atMillis());
        }
        append(position, article);
        addToHistory(reader, article);
        recentSessions(article).add((long) readCount++ << 32 | reader.session);
    }

    private int startSession() {
        int position = sessionCount % SESSIONS_MAX;
        sessions[position] = NONE;
        lengths[position] = 0;
        return sessionCount++;
    }

    private void append(int position, int article) {
        int length = lengths[position];
        if (length == sessions[position].length) {
            sessions[position] = Arrays.copyOf(sessions[position], Math.max(2, length * 2));
        }
        sessions[position][length] = article;
        lengths[position]++;
    }

    private static void addToHistory(Reader reader, int article) {
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

    private RecentSessions recentSessions(int article) {
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

    /** Erases the link from a reader to their sessions; the sessions remain, without the reader. */
    public void erase(String userId) {
        readers.remove(userId);
    }

    /**
     * Articles of the reader's current session, or the last three reads if the session has ended; numbers in {@link
     * ArticleIndex}, oldest first. Empty for an unknown reader.
     */
    int[] context(String userId, long nowMillis) {
        Reader reader = readers.get(userId);
        if (reader == null) {
            return NONE;
        }
        int count = nowMillis - reader.lastMillis > sessionGapMillis ? NEW_SESSION_CONTEXT : reader.sessionReads;
        return Arrays.copyOfRange(reader.reads, Math.max(0, reader.readCount - count), reader.readCount);
    }

    /**
     * Numbers in {@link ArticleIndex} of the last articles that a reader read in any session, at most
     * {@value #READER_READS_MAX}, oldest first; empty for an unknown reader.
     */
    int[] history(String userId) {
        Reader reader = readers.get(userId);
        return reader == null ? NONE : Arrays.copyOf(reader.reads, reader.readCount);
    }

    /** Number of a reader's last session, -1 for an unknown reader. */
    int lastSession(String userId) {
        Reader reader = readers.get(userId);
        return reader == null ? -1 : reader.session;
    }

    /** Number of sessions started so far; exclusive upper bound of session numbers. */
    int sessionCount() {
        return sessionCount;
    }

    /** Whether the session with this number is still in the log, not evicted. */
    boolean isKept(int session) {
        return sessionCount - session <= SESSIONS_MAX;
    }

    /**
     * Numbers of the articles of a session still in the log, oldest first, in the first {@link #length(int)} elements.
     */
    int[] articles(int session) {
        return sessions[session % SESSIONS_MAX];
    }

    int length(int session) {
        return lengths[session % SESSIONS_MAX];
    }

    /** Time of the latest read of a session still in the log, epoch milliseconds. */
    long lastMillis(int session) {
        return lastMillis[session % SESSIONS_MAX];
    }

    /** Number of sessions that ever contained an article. */
    int sessionsOf(int article) {
        RecentSessions sessionsOf = find(article);
        return sessionsOf == null ? 0 : sessionsOf.added;
    }

    /**
     * An article's latest read ({@code back} is 0) or an earlier one, as sequence number (upper 32 bits) and session
     * number (lower 32 bits). -1 if the log does not contain the read. Sequence numbers count the reads of all
     * articles.
     *
     * @param back position from the latest read, which is 0
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
