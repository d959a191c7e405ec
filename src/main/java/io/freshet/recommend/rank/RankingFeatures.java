package io.freshet.recommend.rank;

import io.freshet.recommend.catalogue.ArticleColumns;
import io.freshet.recommend.catalogue.Catalogue;
import io.freshet.recommend.catalogue.CatalogueArticle;
import io.freshet.recommend.decay.DecayedRows;
import io.freshet.recommend.decay.HalfLife;
import io.freshet.recommend.decay.HalfLives;
import io.freshet.recommend.reader.ReaderState;
import io.freshet.recommend.settings.RecommendSettings;
import io.freshet.vector.NaturalLogarithm;
import io.freshet.vector.VectorKernels;
import java.util.Arrays;

/**
 * Computes the features of the learned ranker, {@code float[COUNT]} per candidate. The scales of the features differ
 * widely. Holds the values shared by all candidates of a list: call {@link #start} for each list. For one thread.
 *
 * <p>More than half of the features are logarithms. Their arguments are first gathered for all candidates, so that a
 * vector kernel computes the logarithms.
 *
 * <p>Order of the features, with L the reader's last read, F the decayed number of times the candidate was read
 * directly after L, R the same for any article, and q = F/(R + 1):
 *
 * <ol>
 *   <li>ln reads at six half-lives, and of all reads; ln age; ln time since the latest read; two trends
 *   <li>ln q at five half-lives, over the last five reads, and in reverse; ln F at three half-lives; pointwise mutual
 *       information
 *   <li>cosines and inner products of item vectors; cosines of content vectors
 *   <li>the score in each source of candidates; deviation of age and popularity from the reader's habits
 *   <li>context of the request and of the reader, equal for all candidates and therefore used by hidden units only
 *   <li>impressions; lift of the visit and of the reader's segments
 * </ol>
 */
final class RankingFeatures {
    /** Version of the features; increase with every change of their meaning, so that older weights are rejected. */
    static final int LAYOUT = 3;
    /** Number of features per candidate. */
    static final int COUNT = 50;

    private static final VectorKernels KERNELS = VectorKernels.best();
    private static final int SOURCES = Candidates.Source.values().length;
    private static final int READS = HalfLives.READS.size();
    private static final int FOLLOWERS = HalfLives.FOLLOWERS.size();
    /**
     * Decay per read in the sum, over this reader's last reads, of how often readers went on from the article read to
     * the candidate. Each read weighs .5 times as much as the one after it. The sum is over the candidate's fractions
     * of all readers' next reads.
     */
    private static final float FOLLOWERS_DECAY = .5f;
    /**
     * Decay per read in the sum of the vectors of the last reads: each read weighs .7 times as much as the one after
     * it.
     */
    private static final float VECTORS_DECAY = .7f;

    // Offsets in a row of features.
    private static final int TRENDS_AT = READS + 2;
    private static final int FOLLOWERS_AT = TRENDS_AT + 2;
    private static final int VECTORS_AT = FOLLOWERS_AT + FOLLOWERS + 6;
    private static final int SOURCES_AT = VECTORS_AT + 8;
    private static final int HABITS_AT = SOURCES_AT + SOURCES;
    private static final int REQUEST_AT = HABITS_AT + 2;
    private static final int REQUEST = 7;
    private static final int IMPRESSIONS_AT = REQUEST_AT + REQUEST;
    private static final int LIFT_AT = IMPRESSIONS_AT + 4;

    // Offsets in a row of logarithm arguments: reads, age, time since the latest read, followers, impressions.
    private static final int AGE = READS;
    private static final int SINCE_LATEST_READ = READS + 1;
    private static final int FOLLOWER_SHARES = READS + 2;
    private static final int FOLLOWER_COUNTS = FOLLOWER_SHARES + FOLLOWERS + 2;
    private static final int POPULARITY = FOLLOWER_COUNTS + 3;
    private static final int IMPRESSIONS = POPULARITY + 1;
    private static final int ARGUMENTS = IMPRESSIONS + 3;

    private Candidates candidates;
    private final float[] request = new float[REQUEST];
    private final SegmentLift lift;
    private final VectorFeatures vectors;
    private float[] arguments = new float[256 * ARGUMENTS];
    private int[] chosenSlots = new int[256];
    private float[] mixedFollowers = new float[512];
    private final double[] shareFactors = new double[FOLLOWERS];
    private double popularityFactor;
    private int lastSlot;

    @SuppressWarnings("UnusedVariable") // Stored so that the JIT keeps the loads, see VectorTable.prefetch.
    private float fetched;

    /**
     * Creates an instance to be reused for every list; {@code initial} is only a placeholder until the first
     * {@link #start}.
     */
    RankingFeatures(Candidates initial, RecommendSettings settings) {
        this.candidates = initial;
        this.lift = new SegmentLift(initial, settings.readers().sessions().gapMillis());
        this.vectors = new VectorFeatures(settings.vectors().dimension());
    }

    /** Begins a new list: computes the values that all its candidates share, such as the features of the request. */
    void start(Candidates list) {
        candidates = list;
        Catalogue catalogue = list.catalogue();
        int[] slots = list.contextSlots();
        lastSlot = slots.length == 0 ? -1 : slots[0];
        for (int index = 0; index < FOLLOWERS; index++) {
            shareFactors[index] = 1 / (list.followersTotal(HalfLives.FOLLOWERS.get(index)) + 1);
        }
        mixFollowers(catalogue, slots);
        vectors.start(list.reader(), catalogue, slots, VECTORS_DECAY);
        popularityFactor = 1 / (list.totalReads(HalfLife.HALF_HOUR) + 1e-9);
        lift.start(list);
        describeRequest(list, catalogue);
    }

    private void mixFollowers(Catalogue catalogue, int[] slots) {
        if (mixedFollowers.length < candidates.size()) {
            mixedFollowers = new float[candidates.size() * 2];
        }
        Arrays.fill(mixedFollowers, 0, candidates.size(), 0);
        int hour = HalfLives.FOLLOWERS.indexOf(HalfLife.HOUR);
        float weight = 1;
        for (int rank = 0; rank < slots.length; rank++) {
            if (slots[rank] >= 0) {
                DecayedRows rows = catalogue.article(slots[rank]).followers();
                int[] followerSlots = candidates.followerSlots(rank);
                float decay = (float) HalfLife.HOUR.weightAfter(candidates.nowMillis() - rows.asOfMillis());
                float factor = weight * decay / (rows.total(hour) * decay + 1);
                for (int row = 0; row < rows.size(); row++) {
                    int index = candidates.indexOf(followerSlots[row]);
                    if (index >= 0) {
                        mixedFollowers[index] += factor * rows.count(row, hour);
                    }
                }
            }
            weight *= FOLLOWERS_DECAY;
        }
    }

    private void describeRequest(Candidates list, Catalogue catalogue) {
        ReaderState reader = list.reader();
        long nowMillis = list.nowMillis();
        double hour = nowMillis / 3_600_000.0 % 24 / 24 * 2 * Math.PI;
        request[0] = ln(1 + reader.session().reads());
        request[1] = ln(1 + (double) reader.habits().reads());
        request[2] = (float) Math.sin(hour);
        request[3] = (float) Math.cos(hour);
        request[4] = 0;
        request[5] = 0;
        if (lastSlot >= 0) {
            CatalogueArticle last = catalogue.article(lastSlot);
            request[4] = ln(last.clicks().at(HalfLife.HALF_HOUR, nowMillis) + .02);
            request[5] = ln(seconds(nowMillis - last.publishedAtMillis()) + 60);
        }
        request[6] = ln(seconds(nowMillis - reader.lastReadMillis()) + 1);
    }

    /** Writes the features of the first {@code count} candidates, row-major {@code float[count][COUNT]}. */
    void describeAll(int count, float[] target) {
        reserve(count);
        fetch(candidates.slots(), count);
        lift.describe(count);
        for (int row = 0; row < count; row++) {
            describe(row, row, target);
        }
        takeLogarithms(count, target);
    }

    /**
     * Writes the features of the candidates {@code chosen[0]} to {@code chosen[count - 1]}, in this order, see
     * {@link #describeAll}.
     */
    void describe(int[] chosen, int count, float[] target) {
        reserve(count);
        for (int row = 0; row < count; row++) {
            chosenSlots[row] = candidates.slot(chosen[row]);
        }
        fetch(chosenSlots, count);
        lift.describe(chosen, count);
        for (int row = 0; row < count; row++) {
            describe(chosen[row], row, target);
        }
        takeLogarithms(count, target);
    }

    private void reserve(int rows) {
        if (arguments.length < rows * ARGUMENTS) {
            arguments = new float[rows * 2 * ARGUMENTS];
            chosenSlots = new int[rows * 2];
        }
    }

    private void fetch(int[] slots, int count) {
        Catalogue catalogue = candidates.catalogue();
        fetched = catalogue.in().prefetch(slots, count) + catalogue.columns().prefetch(slots, count);
    }

    /**
     * Writes the features of candidate {@code index} that are not logarithms to row {@code row} of {@code target}.
     * Stores the arguments of the logarithms for {@link #takeLogarithms}.
     */
    private void describe(int index, int row, float[] target) {
        int slot = candidates.slot(index);
        int at = row * ARGUMENTS;
        int offset = row * COUNT;
        gatherReads(index, slot, at);
        gatherFollowers(index, at);
        gatherImpressions(index, slot, at);
        vectors.describe(slot, target, offset + VECTORS_AT);
        candidates.copySourceScores(index, target, offset + SOURCES_AT);
        System.arraycopy(request, 0, target, offset + REQUEST_AT, REQUEST);
        target[offset + IMPRESSIONS_AT + 3] = candidates.timesServed(index);
        target[offset + LIFT_AT] = lift.ofVisit(row);
        target[offset + LIFT_AT + 1] = lift.ofSegments(row);
    }

    private void gatherReads(int index, int slot, int at) {
        ArticleColumns columns = candidates.catalogue().columns();
        long nowMillis = candidates.nowMillis();
        candidates.copyReads(index, arguments, at);
        for (int halfLife = 0; halfLife < READS - 1; halfLife++) {
            arguments[at + halfLife] += .02f;
        }
        arguments[at + READS - 1] += .5f;
        arguments[at + AGE] = (float) (seconds(nowMillis - columns.publishedAtMillis(slot)) + 60);
        arguments[at + SINCE_LATEST_READ] = (float) (seconds(nowMillis - columns.lastReadMillis(slot)) + 1);
    }

    private void gatherFollowers(int index, int at) {
        int shares = at + FOLLOWER_SHARES;
        candidates.copyFollowers(index, arguments, shares);
        for (int halfLife = 0; halfLife < 3; halfLife++) {
            arguments[at + FOLLOWER_COUNTS + halfLife] = (float) (arguments[shares + halfLife] + .05);
        }
        for (int halfLife = 0; halfLife < FOLLOWERS; halfLife++) {
            arguments[shares + halfLife] = (float) (arguments[shares + halfLife] * shareFactors[halfLife] + 1e-4);
        }
        arguments[shares + FOLLOWERS] = (float) (mixedFollowers[index] + 1e-4);
        arguments[shares + FOLLOWERS + 1] = (float) (reverseShare(index) + 1e-4);
        arguments[at + POPULARITY] = (float) (candidates.reads(index, HalfLife.HALF_HOUR) * popularityFactor + 1e-4);
    }

    /**
     * Fraction of the candidate's readers who read this reader's last article next, at a half-life of six hours; 0
     * without a last article.
     */
    private double reverseShare(int index) {
        if (lastSlot < 0 || !candidates.catalogue().columns().mayBeFollowedBy(candidates.slot(index), lastSlot)) {
            return 0;
        }
        CatalogueArticle article = candidates.article(index);
        int row = candidates.catalogue().followerRow(article, lastSlot);
        if (row < 0) {
            return 0;
        }
        DecayedRows rows = article.followers();
        int sixHours = HalfLives.FOLLOWERS.indexOf(HalfLife.SIX_HOURS);
        double decay = HalfLife.SIX_HOURS.weightAfter(candidates.nowMillis() - rows.asOfMillis());
        return rows.count(row, sixHours) * decay / (rows.total(sixHours) * decay + 1);
    }

    private void gatherImpressions(int index, int slot, int at) {
        candidates.catalogue().columns().impressions(slot, candidates.nowMillis(), arguments, at + IMPRESSIONS);
        float day = arguments[at + IMPRESSIONS + 1];
        arguments[at + IMPRESSIONS] += .1f;
        arguments[at + IMPRESSIONS + 1] += .1f;
        arguments[at + IMPRESSIONS + 2] = (float) ((candidates.reads(index, HalfLife.DAY) + .5) / (day + 6));
    }

    /**
     * Computes the logarithms that {@link #describe(int, int, float[])} left out, and writes the features derived from
     * them, for {@code count} candidates.
     */
    private void takeLogarithms(int count, float[] target) {
        KERNELS.naturalLogarithms(arguments, 0, count * ARGUMENTS);
        int fiveMinutes = HalfLives.READS.indexOf(HalfLife.FIVE_MINUTES);
        int halfHour = HalfLives.READS.indexOf(HalfLife.HALF_HOUR);
        int hour = HalfLives.READS.indexOf(HalfLife.HOUR);
        int sixHours = HalfLives.READS.indexOf(HalfLife.SIX_HOURS);
        int sixHourShare = FOLLOWER_SHARES + HalfLives.FOLLOWERS.indexOf(HalfLife.SIX_HOURS);
        float usualAge = (float) candidates.reader().habits().meanLogAge();
        float usualPopularity = (float) candidates.reader().habits().meanLogPopularity();
        for (int row = 0; row < count; row++) {
            int at = row * ARGUMENTS;
            int offset = row * COUNT;
            System.arraycopy(arguments, at, target, offset, TRENDS_AT);
            target[offset + TRENDS_AT] = trend(arguments[at + halfHour] - arguments[at + sixHours]);
            target[offset + TRENDS_AT + 1] = trend(arguments[at + fiveMinutes] - arguments[at + hour]);
            System.arraycopy(arguments, at + FOLLOWER_SHARES, target, offset + FOLLOWERS_AT, FOLLOWERS + 5);
            target[offset + VECTORS_AT - 1] = arguments[at + sixHourShare] - arguments[at + POPULARITY];
            target[offset + HABITS_AT] = Math.abs(arguments[at + AGE] - usualAge);
            target[offset + HABITS_AT + 1] = Math.abs(arguments[at + halfHour] - usualPopularity);
            System.arraycopy(arguments, at + IMPRESSIONS, target, offset + IMPRESSIONS_AT, 3);
        }
    }

    private static float trend(float difference) {
        return Math.max(-4, Math.min(4, difference));
    }

    private static double seconds(long millis) {
        return Math.max(0, millis) / 1000.0;
    }

    private static float ln(double value) {
        return NaturalLogarithm.of((float) value);
    }
}
