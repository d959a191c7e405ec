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
import io.freshet.recommend.settings.RecommendSettings;
import java.util.Arrays;

/**
 * The articles proposed for one list, with the evidence for each: parallel arrays, reused from list to list, so that a
 * list allocates next to nothing. Owned by one thread; valid until the next list is made and only while the catalogue
 * does not change.
 */
public final class Candidates {
    /** Who proposed a candidate. */
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

        /** Settings in which this source proposes nothing. */
        public RecommendSettings.Candidates leftOutOf(RecommendSettings.Candidates settings) {
            return new RecommendSettings.Candidates(
                    this == FIVE_MINUTES ? 0 : settings.fiveMinutes(),
                    this == HALF_HOUR ? 0 : settings.halfHour(),
                    this == FOLLOWERS ? 0 : settings.followers(),
                    settings.followersDecay(),
                    this == NEAREST_CONTENT ? 0 : settings.nearestContent(),
                    this == NEWEST ? 0 : settings.newest(),
                    settings.newestCategories(),
                    settings.neighbourMinutes());
        }
    }

    private static final int SOURCES = Source.values().length;
    private static final int FOLLOWERS = HalfLives.FOLLOWERS.size();
    private static final int READS = HalfLives.READS.size();
    /** Behind the reads stands the weight of one that came last. */
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
    /** Below 0 while nobody has asked. */
    private double popularityTotal;
    /** By slot: the number of the list in the upper half, and in the lower the index in it. */
    private long[] marks = new long[0];

    private long stamp;
    private ReaderState reader;
    private Catalogue catalogue;
    private ListTime time = ListTime.ofEvents(0);
    private final SeenFilter seen = new SeenFilter();
    private int[] contextSlots = new int[0];
    /** Slots of the followers of each of the last reads, row by row, -1 for one that is not held. */
    private final int[][] followerSlots = new int[CONTEXT_MAX][0];

    public Candidates(ReaderState nobody, Catalogue nothing) {
        this.reader = nobody;
        this.catalogue = nothing;
    }

    void start(ReaderState reader, Catalogue catalogue, ListTime time, int[] contextSlots) {
        this.reader = reader;
        this.catalogue = catalogue;
        this.time = time;
        seen.load(reader.seen);
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
        CatalogueArticle entry = catalogue.article(contextSlots[rank]);
        int rows = entry.followers.size();
        if (followerSlots[rank].length < rows) {
            followerSlots[rank] = new int[Math.max(100, rows)];
        }
        for (int row = 0; row < rows; row++) {
            followerSlots[rank][row] = catalogue.followerSlot(entry, row);
        }
    }

    private boolean isMarked(int slot) {
        return (marks[slot] ^ stamp) >>> 32 == 0;
    }

    private void mark(int slot, int index) {
        marks[slot] = stamp | (index & 0xffff_ffffL);
    }

    /** Keeps an article out of this list; -1 is ignored. */
    void exclude(int slot) {
        if (slot >= 0) {
            mark(slot, EXCLUDED);
        }
    }

    /** Whether an article may be proposed: neither excluded nor gone. */
    boolean isWelcome(int slot) {
        return isMarked(slot) ? (int) marks[slot] != EXCLUDED : isNewAndAlive(slot);
    }

    /** Whether an article is alive and not among those the reader saw long ago. */
    private boolean isNewAndAlive(int slot) {
        return catalogue.isAlive(slot, time) && !seen.contains(catalogue.article(slot).seenHash);
    }

    /** Adds an article, or another source to one already there, unless it is excluded or no longer alive. */
    boolean propose(int slot, Source source, int rank) {
        if (!isMarked(slot)) {
            if (!isNewAndAlive(slot)) {
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
        catalogue.numbers().reads(slot, time.eventMillis(), reads, size * READS_ROW);
        Arrays.fill(closeness, size * SOURCES, (size + 1) * SOURCES, 0);
        Arrays.fill(followers, size * FOLLOWERS, (size + 1) * FOLLOWERS, 0);
        previousFollowers[size] = 0;
        timesServed[size] = 0;
        size++;
    }

    /** Fills in the evidence, after the last proposal. */
    void gatherEvidence() {
        gatherFollowers();
        for (ReaderSnapshot.Served served : reader.served) {
            int index = indexOf(catalogue.slotOf(served.articleId()));
            if (index >= 0) {
                timesServed[index] = served.times();
            }
        }
    }

    private void gatherFollowers() {
        if (contextSlots.length > 0 && contextSlots[0] >= 0) {
            DecayedRows rows = catalogue.article(contextSlots[0]).followers;
            float[] factors = new float[FOLLOWERS];
            for (int horizon = 0; horizon < FOLLOWERS; horizon++) {
                factors[horizon] =
                        (float) HalfLives.FOLLOWERS.get(horizon).weightAfter(time.eventMillis() - rows.asOfMillis());
                followerTotals[horizon] = rows.total(horizon) * factors[horizon];
            }
            for (int row = 0; row < rows.size(); row++) {
                int index = indexOf(followerSlots[0][row]);
                for (int horizon = 0; horizon < FOLLOWERS && index >= 0; horizon++) {
                    followers[index * FOLLOWERS + horizon] = rows.count(row, horizon) * factors[horizon];
                }
            }
        }
        if (contextSlots.length > 1 && contextSlots[1] >= 0) {
            DecayedRows rows = catalogue.article(contextSlots[1]).followers;
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

    /** Adds an article in a slot of the catalogue whatever speaks against it, so that it can be ranked. */
    void require(int slot) {
        if (!isMarked(slot) || (int) marks[slot] == EXCLUDED) {
            add(slot);
        }
    }

    /** The index of an article, below 0 if it is not proposed. */
    public int indexOf(String articleId) {
        int slot = catalogue.slotOf(articleId);
        return slot < marks.length ? indexOf(slot) : -1;
    }

    /** The index of the article in a slot, below 0 if it is not proposed. */
    int indexOf(int slot) {
        return slot < 0 || !isMarked(slot) ? -1 : (int) marks[slot];
    }

    /** How many articles are proposed. */
    public int size() {
        return size;
    }

    public String articleId(int index) {
        return entry(index).articleId;
    }

    /** 1/(1 + .2 rank) at the best rank in a source's proposals, 0 if it did not propose the article. */
    public float closeness(int index, Source source) {
        return closeness[index * SOURCES + source.column];
    }

    /** Copies {@link #closeness} of every source in their order. */
    void copyCloseness(int index, float[] target, int offset) {
        System.arraycopy(closeness, index * SOURCES, target, offset, SOURCES);
    }

    /** Decayed number of readers who went on from the reader's last read to this article. */
    public float followers(int index, HalfLife horizon) {
        return followers[index * FOLLOWERS + HalfLives.FOLLOWERS.indexOf(horizon)];
    }

    /** Copies {@link #followers} at every horizon of {@link HalfLives#FOLLOWERS}. */
    void copyFollowers(int index, float[] target, int offset) {
        System.arraycopy(followers, index * FOLLOWERS, target, offset, FOLLOWERS);
    }

    /** Decayed number of readers who went on from the reader's last read to any article. */
    public double followersTotal(HalfLife horizon) {
        return followerTotals[HalfLives.FOLLOWERS.indexOf(horizon)];
    }

    /** As {@link #followers} at one hour, from the read before the last. */
    public float previousFollowers(int index) {
        return previousFollowers[index];
    }

    /** As {@link #followersTotal} at one hour, from the read before the last. */
    public double previousFollowersTotal() {
        return previousTotal;
    }

    /** Decayed reads of the article. */
    public double reads(int index, HalfLife horizon) {
        return reads[index * READS_ROW + HalfLives.READS.indexOf(horizon)];
    }

    /** Copies the decayed reads of the article at every horizon of {@link HalfLives#READS}. */
    void copyReads(int index, float[] target, int offset) {
        System.arraycopy(reads, index * READS_ROW, target, offset, READS);
    }

    /** What a read of the article that came with its last one weighs now at an hour. */
    float weightOfLastRead(int index) {
        return reads[index * READS_ROW + READS];
    }

    /** The sum over all candidates of their decayed reads. */
    double totalReads(HalfLife horizon) {
        double total = 0;
        for (int cell = HalfLives.READS.indexOf(horizon); cell < size * READS_ROW; cell += READS_ROW) {
            total += reads[cell];
        }
        return total;
    }

    /** Decayed reads at five minutes of all the articles most read at it. */
    public double popularityTotal() {
        if (popularityTotal < 0) {
            popularityTotal = 0;
            TopSlots top = catalogue.mostRead(HalfLife.FIVE_MINUTES);
            for (int position = 0; position < top.size(); position++) {
                popularityTotal += catalogue.numbers().readsOfFiveMinutes(top.slot(position), time.eventMillis());
            }
        }
        return popularityTotal;
    }

    /** Whether any source proposed the article; else it is here because it is to be ranked in any case. */
    boolean isProposed(int index) {
        for (int source = 0; source < SOURCES; source++) {
            if (closeness[index * SOURCES + source] > 0) {
                return true;
            }
        }
        return false;
    }

    /** How often the reader was shown the article and left it. */
    public int timesServed(int index) {
        return timesServed[index];
    }

    /** The event time the list is for, epoch milliseconds. */
    public long nowMillis() {
        return time.eventMillis();
    }

    /** The times of the list. */
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

    /** The slots of all, and more elements behind them. */
    int[] slots() {
        return slots;
    }

    public CatalogueArticle entry(int index) {
        return catalogue.article(slots[index]);
    }

    /** Slots of the last reads, latest first, -1 for one that has left the catalogue; at most 5. */
    public int[] contextSlots() {
        return contextSlots;
    }

    /** Slots of the followers of the read of that rank, by row; -1 for one that is not held. */
    int[] followerSlots(int rank) {
        return followerSlots[rank];
    }
}
