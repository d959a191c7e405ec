package io.freshet.recommend.rank;

import io.freshet.recommend.catalogue.Catalogue;
import io.freshet.recommend.catalogue.CatalogueArticle;
import io.freshet.recommend.catalogue.TopSlots;
import io.freshet.recommend.decay.DecayedRows;
import io.freshet.recommend.decay.HalfLife;
import io.freshet.recommend.decay.HalfLives;
import io.freshet.recommend.decay.ListTime;
import io.freshet.recommend.item.ItemSignal;
import io.freshet.recommend.reader.ReaderSnapshot;
import io.freshet.recommend.reader.ReaderState;
import io.freshet.recommend.settings.CandidateSettings;
import java.util.Arrays;

/**
 * Candidates of one recommendation list, with the counts and scores by which each is ranked. Parallel arrays are reused
 * for every list to avoid allocation. Owned by one thread; valid until the next list is made and only while the
 * catalogue does not change.
 */
public final class Candidates {
    /**
     * Rule by which articles become candidates, such as the most-read or the newest articles. {@link #FIVE_MINUTES} and
     * {@link #HALF_HOUR} propose the most-read articles at these half-lives.
     */
    public enum Source {
        FIVE_MINUTES(0),
        HALF_HOUR(1),
        FOLLOWERS(2),
        NEAREST_CONTENT(3),
        NEWEST(4);

        private final int column;

        Source(int column) {
            this.column = column;
        }

        /** Returns a copy of {@code settings} in which this source proposes no candidates, for an ablation. */
        public CandidateSettings leftOutOf(CandidateSettings settings) {
            CandidateSettings.MostRead mostRead = settings.mostRead();
            return switch (this) {
                case FIVE_MINUTES -> settings.withMostRead(new CandidateSettings.MostRead(0, mostRead.halfHour()));
                case HALF_HOUR -> settings.withMostRead(new CandidateSettings.MostRead(mostRead.fiveMinutes(), 0));
                case FOLLOWERS ->
                    settings.withFollowers(new CandidateSettings.Followers(
                            0, settings.followers().decay()));
                case NEAREST_CONTENT -> settings.withNearestContent(0);
                case NEWEST ->
                    settings.withNewest(
                            new CandidateSettings.Newest(0, settings.newest().categories()));
            };
        }
    }

    private static final int SOURCES = Source.values().length;
    private static final int FOLLOWERS = HalfLives.FOLLOWERS.size();
    private static final int READS = HalfLives.READS.size();
    /**
     * Number of floats in the row of reads of one candidate: its reads decayed at each half-life, then the decay weight
     * of its latest read.
     */
    private static final int READS_ROW = READS + 1;

    private static final int CONTEXT_MAX = ItemSignal.Read.CONTEXT_MAX;
    private static final int EXCLUDED = -2;

    private int size;
    private int[] slots = new int[512];
    private float[] closeness = new float[512 * SOURCES];
    private float[] reads = new float[512 * READS_ROW];
    private float[] followers = new float[512 * FOLLOWERS];
    private float[] previousFollowers = new float[512];
    private int[] timesServed = new int[512];
    private final double[] followerTotals = new double[FOLLOWERS];
    private double previousTotal;
    /** Result of {@link #popularityTotal()}, computed on first use for each list; -1 before. */
    private double popularityTotal;
    /**
     * Index of each article among the candidates, by slot, in the lower 32 bits; valid if the upper 32 bits equal those
     * of {@link #stamp}. The stamp changes with every list. The index is {@link #EXCLUDED} for an article that must not
     * be proposed.
     */
    private long[] marks = new long[0];

    private long stamp;
    private ReaderState reader;
    private Catalogue catalogue;
    private ListTime time = ListTime.ofEvents(0);
    private final SeenFilter seen = new SeenFilter();
    private int[] contextSlots = new int[0];
    /**
     * Slots of the articles read next after each of the reader's last reads, latest read first; -1 for an article not
     * in the catalogue.
     */
    private final int[][] followerSlots = new int[CONTEXT_MAX][0];

    /** Creates an empty set of candidates; the arguments are placeholders until the first list. */
    public Candidates(ReaderState reader, Catalogue catalogue) {
        this.reader = reader;
        this.catalogue = catalogue;
    }

    void start(ReaderState reader, Catalogue catalogue, ListTime time, int[] contextSlots) {
        this.reader = reader;
        this.catalogue = catalogue;
        this.time = time;
        seen.load(reader.seen());
        this.contextSlots = contextSlots;
        size = 0;
        popularityTotal = -1;
        previousTotal = 0;
        Arrays.fill(followerTotals, 0);
        if (marks.length < catalogue.slotBound()) {
            marks = new long[catalogue.slotBound() * 5 / 4 + 64];
            stamp = 0;
        }
        stamp += 1L << 32;
        for (int rank = 0; rank < contextSlots.length; rank++) {
            findFollowers(rank);
        }
    }

    private void findFollowers(int rank) {
        if (contextSlots[rank] < 0) {
            return;
        }
        CatalogueArticle article = catalogue.article(contextSlots[rank]);
        int rows = article.followers().size();
        if (followerSlots[rank].length < rows) {
            followerSlots[rank] = new int[Math.max(100, rows)];
        }
        for (int row = 0; row < rows; row++) {
            followerSlots[rank][row] = catalogue.followerSlot(article, row);
        }
    }

    private boolean isMarked(int slot) {
        return (marks[slot] ^ stamp) >>> 32 == 0;
    }

    private void mark(int slot, int index) {
        marks[slot] = stamp | (index & 0xffff_ffffL);
    }

    /** Excludes the article in a slot from the candidates of this list; ignores -1. */
    void exclude(int slot) {
        if (slot >= 0) {
            mark(slot, EXCLUDED);
        }
    }

    /**
     * Whether the article in a slot may become a candidate: {@linkplain Catalogue#isAlive(int, ListTime) alive}, not
     * excluded, and not read or hidden by the reader before.
     */
    boolean isEligible(int slot) {
        return isMarked(slot) ? (int) marks[slot] != EXCLUDED : isUnseenAndAlive(slot);
    }

    private boolean isUnseenAndAlive(int slot) {
        return catalogue.isAlive(slot, time)
                && !seen.contains(catalogue.article(slot).seenHash());
    }

    /**
     * Makes the article in a slot a candidate, proposed by {@code source}; returns false for an article that is not
     * eligible. The rank determines the candidate's {@link #sourceScore}. An article that is a candidate already only
     * gets the score; of two scores from one source, the higher remains.
     *
     * @param rank position in the source's proposals, from 0
     */
    boolean propose(int slot, Source source, int rank) {
        if (!isMarked(slot)) {
            if (!isUnseenAndAlive(slot)) {
                exclude(slot);
                return false;
            }
            add(slot);
        }
        int index = (int) marks[slot];
        if (index == EXCLUDED) {
            return false;
        }
        int cell = index * SOURCES + source.column;
        closeness[cell] = Math.max(closeness[cell], 1 / (1 + .2f * rank));
        return true;
    }

    private void add(int slot) {
        if (size == slots.length) {
            slots = Arrays.copyOf(slots, size * 2);
            closeness = Arrays.copyOf(closeness, size * 2 * SOURCES);
            reads = Arrays.copyOf(reads, size * 2 * READS_ROW);
            followers = Arrays.copyOf(followers, size * 2 * FOLLOWERS);
            previousFollowers = Arrays.copyOf(previousFollowers, size * 2);
            timesServed = Arrays.copyOf(timesServed, size * 2);
        }
        mark(slot, size);
        slots[size] = slot;
        catalogue.columns().reads(slot, time.eventMillis(), reads, size * READS_ROW);
        Arrays.fill(closeness, size * SOURCES, (size + 1) * SOURCES, 0);
        Arrays.fill(followers, size * FOLLOWERS, (size + 1) * FOLLOWERS, 0);
        previousFollowers[size] = 0;
        timesServed[size] = 0;
        size++;
    }

    /**
     * Looks up how often each candidate was read directly after this reader's last two reads, and shown to this reader
     * without a read. The reads are those of all readers. Call after the last proposal.
     */
    void gatherEvidence() {
        gatherFollowers();
        for (ReaderSnapshot.UnreadImpressions impressions : reader.unreadImpressions()) {
            int index = indexOf(catalogue.slotOf(impressions.articleId()));
            if (index >= 0) {
                timesServed[index] = impressions.times();
            }
        }
    }

    private void gatherFollowers() {
        if (contextSlots.length > 0 && contextSlots[0] >= 0) {
            DecayedRows rows = catalogue.article(contextSlots[0]).followers();
            float[] factors = new float[FOLLOWERS];
            for (int halfLife = 0; halfLife < FOLLOWERS; halfLife++) {
                factors[halfLife] =
                        (float) HalfLives.FOLLOWERS.get(halfLife).weightAfter(time.eventMillis() - rows.asOfMillis());
                followerTotals[halfLife] = rows.total(halfLife) * factors[halfLife];
            }
            for (int row = 0; row < rows.size(); row++) {
                int index = indexOf(followerSlots[0][row]);
                for (int halfLife = 0; halfLife < FOLLOWERS && index >= 0; halfLife++) {
                    followers[index * FOLLOWERS + halfLife] = rows.count(row, halfLife) * factors[halfLife];
                }
            }
        }
        if (contextSlots.length > 1 && contextSlots[1] >= 0) {
            DecayedRows rows = catalogue.article(contextSlots[1]).followers();
            int hour = HalfLives.FOLLOWERS.indexOf(HalfLife.HOUR);
            float factor = (float) HalfLife.HOUR.weightAfter(time.eventMillis() - rows.asOfMillis());
            previousTotal = rows.total(hour) * factor;
            for (int row = 0; row < rows.size(); row++) {
                int index = indexOf(followerSlots[1][row]);
                if (index >= 0) {
                    previousFollowers[index] = rows.count(row, hour) * factor;
                }
            }
        }
    }

    /** Adds the article in a slot as a candidate even if it is excluded or not eligible, so that it can be ranked. */
    void require(int slot) {
        if (!isMarked(slot) || (int) marks[slot] == EXCLUDED) {
            add(slot);
        }
    }

    /** Index of an article among the candidates, below 0 if it is not a candidate. */
    public int indexOf(String articleId) {
        int slot = catalogue.slotOf(articleId);
        return slot < marks.length ? indexOf(slot) : -1;
    }

    /** Index of the article in a slot among the candidates, below 0 if it is not a candidate. */
    int indexOf(int slot) {
        return slot < 0 || !isMarked(slot) ? -1 : (int) marks[slot];
    }

    /** Number of candidates. */
    public int size() {
        return size;
    }

    public String articleId(int index) {
        return article(index).articleId();
    }

    /**
     * Score of a candidate from one source: 1/(1 + .2 rank), with rank 0 for the source's first proposal; 0 if the
     * source did not propose the candidate.
     */
    public float sourceScore(int index, Source source) {
        return closeness[index * SOURCES + source.column];
    }

    /**
     * Writes {@link #sourceScore} of a candidate from every source to {@code target}, in the order of {@link Source}.
     */
    void copySourceScores(int index, float[] target, int offset) {
        System.arraycopy(closeness, index * SOURCES, target, offset, SOURCES);
    }

    /** Decayed number of times a candidate was read directly after the reader's last read, over all readers. */
    public float followers(int index, HalfLife halfLife) {
        return followers[index * FOLLOWERS + HalfLives.FOLLOWERS.indexOf(halfLife)];
    }

    /**
     * Writes {@link #followers(int, HalfLife)} of a candidate at each half-life of {@link HalfLives#FOLLOWERS} to
     * {@code target}.
     */
    void copyFollowers(int index, float[] target, int offset) {
        System.arraycopy(followers, index * FOLLOWERS, target, offset, FOLLOWERS);
    }

    /** Decayed number of times any article was read directly after the reader's last read, over all readers. */
    double followersTotal(HalfLife halfLife) {
        return followerTotals[HalfLives.FOLLOWERS.indexOf(halfLife)];
    }

    /**
     * Decayed number of times a candidate was read directly after the reader's second-last read, over all readers, at a
     * half-life of one hour.
     */
    public float previousFollowers(int index) {
        return previousFollowers[index];
    }

    /**
     * Decayed number of times any article was read directly after the reader's second-last read, over all readers, at a
     * half-life of one hour.
     */
    double previousFollowersTotal() {
        return previousTotal;
    }

    /** Number of reads of a candidate by all readers, decayed at this half-life until the time of the list. */
    public double reads(int index, HalfLife halfLife) {
        return reads[index * READS_ROW + HalfLives.READS.indexOf(halfLife)];
    }

    /** Writes the decayed reads of a candidate at each half-life of {@link HalfLives#READS} to {@code target}. */
    void copyReads(int index, float[] target, int offset) {
        System.arraycopy(reads, index * READS_ROW, target, offset, READS);
    }

    /** Decay weight of the candidate's latest read at a half-life of one hour, from 0 to 1. */
    float latestReadWeight(int index) {
        return reads[index * READS_ROW + READS];
    }

    /** Sum of the reads of all candidates, decayed at this half-life. */
    double totalReads(HalfLife halfLife) {
        double total = 0;
        for (int cell = HalfLives.READS.indexOf(halfLife); cell < size * READS_ROW; cell += READS_ROW) {
            total += reads[cell];
        }
        return total;
    }

    /**
     * Sum of the decayed reads of all articles in the catalogue's most-read list, candidates or not, at a half-life of
     * five minutes.
     */
    double popularityTotal() {
        if (popularityTotal < 0) {
            popularityTotal = 0;
            TopSlots top = catalogue.mostRead(HalfLife.FIVE_MINUTES);
            for (int position = 0; position < top.size(); position++) {
                popularityTotal += catalogue.columns().readsOfFiveMinutes(top.slot(position), time.eventMillis());
            }
        }
        return popularityTotal;
    }

    /** Whether any source proposed the candidate; false for a candidate that only {@link #require} added. */
    boolean isProposed(int index) {
        for (int source = 0; source < SOURCES; source++) {
            if (closeness[index * SOURCES + source] > 0) {
                return true;
            }
        }
        return false;
    }

    /** Number of times the candidate was shown to the reader without a read. */
    public int timesServed(int index) {
        return timesServed[index];
    }

    /** Event time of the list, epoch milliseconds. */
    public long nowMillis() {
        return time.eventMillis();
    }

    /** Event time and wall-clock time of the list. */
    public ListTime time() {
        return time;
    }

    public ReaderState reader() {
        return reader;
    }

    public Catalogue catalogue() {
        return catalogue;
    }

    public int slot(int index) {
        return slots[index];
    }

    /** Slots of the candidates, indexed by candidate, not a copy; elements from {@link #size()} on are meaningless. */
    int[] slots() {
        return slots;
    }

    public CatalogueArticle article(int index) {
        return catalogue.article(slots[index]);
    }

    /**
     * Slots of the articles that the reader read last, latest first, at most 5; -1 for an article no longer in the
     * catalogue.
     */
    public int[] contextSlots() {
        return contextSlots;
    }

    /**
     * Slots of the articles read next after one of the reader's last reads, by row of
     * {@link CatalogueArticle#followers()}; -1 for an article not in the catalogue. The array may be longer than the
     * number of rows.
     *
     * @param rank number of the read, 0 for the latest: index in {@link #contextSlots()}
     */
    int[] followerSlots(int rank) {
        return followerSlots[rank];
    }
}
