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
 * What a learned ranker looks at for each candidate, {@code float[COUNT]} numbers of very different scales. Holds what is
 * the same for all candidates of one list: call {@link #start} for each list. For one thread.
 *
 * <p>More than half of the numbers are logarithms. What they are taken of is first gathered for all candidates, so that
 * the kernel takes them many at a time.
 *
 * <p>In the order below, L being the reader's last read, F and R the decayed readers who went from L to the candidate and
 * to any article, and q = F/(R + 1): popularity at six half-lives and of all time; age; pause since its last read; two
 * trends; ln q at five half-lives, over the last five reads and in reverse; evidence ln F at three; pointwise mutual
 * information; cosines and products of item vectors; cosines of content; the place in each source; how unusual age and
 * popularity are for this reader; the moment and the reader, equal for all candidates and so of use to hidden units alone;
 * showings.
 */
final class RankingFeatures {
    /** Raised whenever the meaning of a number changes, so that weights learned for others are not taken for these. */
    static final int LAYOUT = 3;
    /** How many numbers describe a candidate. */
    static final int COUNT = 50;

    private static final VectorKernels KERNELS = VectorKernels.best();
    private static final int SOURCES = Candidates.Source.values().length;
    private static final int READS = HalfLives.READS.size();
    private static final int FOLLOWERS = HalfLives.FOLLOWERS.size();
    private static final float DECAY_OF_EVIDENCE = .5f;
    private static final float DECAY_OF_VECTORS = .7f;

    // Where the features stand in a row.
    private static final int TRENDS_AT = READS + 2;
    private static final int FOLLOWERS_AT = TRENDS_AT + 2;
    private static final int VECTORS_AT = FOLLOWERS_AT + FOLLOWERS + 6;
    private static final int SOURCES_AT = VECTORS_AT + 8;
    private static final int HABITS_AT = SOURCES_AT + SOURCES;
    private static final int MOMENT_AT = HABITS_AT + 2;
    private static final int MOMENT = 7;
    private static final int SHOWINGS_AT = MOMENT_AT + MOMENT;
    private static final int LIFT_AT = SHOWINGS_AT + 4;

    // Where the arguments of logarithms stand in a row of theirs: reads, age, pause, then followers, then showings.
    private static final int AGE = READS;
    private static final int PAUSE = READS + 1;
    private static final int SHARES = READS + 2;
    private static final int EVIDENCE = SHARES + FOLLOWERS + 2;
    private static final int POPULARITY = EVIDENCE + 3;
    private static final int SHOWINGS = POPULARITY + 1;
    private static final int ARGUMENTS = SHOWINGS + 3;

    private Candidates candidates;
    private final float[] moment = new float[MOMENT];
    private final SegmentLift lift;
    private final VectorFeatures vectors;
    private float[] arguments = new float[256 * ARGUMENTS];
    private int[] chosenSlots = new int[256];
    private float[] mixedFollowers = new float[512];
    private final double[] shareFactors = new double[FOLLOWERS];
    private double popularityFactor;
    private int lastSlot;

    @SuppressWarnings("UnusedVariable") // Kept for what VectorTable.fetch says.
    private float fetched;

    RankingFeatures(Candidates nothing, RecommendSettings settings) {
        this.candidates = nothing;
        this.lift = new SegmentLift(nothing, settings.readers().sessionGapMillis());
        this.vectors = new VectorFeatures(settings.vectors().dimension());
    }

    /** Works out what all candidates share. */
    void start(Candidates list) {
        candidates = list;
        Catalogue catalogue = list.catalogue();
        int[] slots = list.contextSlots();
        lastSlot = slots.length == 0 ? -1 : slots[0];
        for (int index = 0; index < FOLLOWERS; index++) {
            shareFactors[index] = 1 / (list.followersTotal(HalfLives.FOLLOWERS.get(index)) + 1);
        }
        mixFollowers(catalogue, slots);
        vectors.start(list.reader(), catalogue, slots, DECAY_OF_VECTORS);
        popularityFactor = 1 / (list.totalReads(HalfLife.HALF_HOUR) + 1e-9);
        lift.start(list);
        describeMoment(list, catalogue);
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
                DecayedRows rows = catalogue.article(slots[rank]).followers;
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
            weight *= DECAY_OF_EVIDENCE;
        }
    }

    private void describeMoment(Candidates list, Catalogue catalogue) {
        ReaderState reader = list.reader();
        long nowMillis = list.nowMillis();
        double hour = nowMillis / 3_600_000.0 % 24 / 24 * 2 * Math.PI;
        moment[0] = ln(1 + reader.session.reads());
        moment[1] = ln(1 + (double) reader.habits.reads());
        moment[2] = (float) Math.sin(hour);
        moment[3] = (float) Math.cos(hour);
        moment[4] = 0;
        moment[5] = 0;
        if (lastSlot >= 0) {
            CatalogueArticle last = catalogue.article(lastSlot);
            moment[4] = ln(last.clicks.at(HalfLife.HALF_HOUR, nowMillis) + .02);
            moment[5] = ln(seconds(nowMillis - last.publishedAtMillis()) + 60);
        }
        moment[6] = ln(seconds(nowMillis - reader.lastClickMillis()) + 1);
    }

    /** Writes the features of the first {@code count} candidates, row after row, {@code float[count][COUNT]}. */
    void describeAll(int count, float[] target) {
        reserve(count);
        fetch(candidates.slots(), count);
        lift.describe(count);
        for (int row = 0; row < count; row++) {
            describe(row, row, target);
        }
        takeLogarithms(count, target);
    }

    /** As {@link #describeAll}, of chosen candidates in their order. */
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
        fetched = catalogue.in().fetch(slots, count) + catalogue.numbers().fetch(slots, count);
    }

    /** Gathers arguments and writes what is not a logarithm. */
    private void describe(int index, int row, float[] target) {
        int slot = candidates.slot(index);
        int at = row * ARGUMENTS;
        int offset = row * COUNT;
        argueReads(index, slot, at);
        argueFollowers(index, at);
        argueShowings(index, slot, at);
        vectors.describe(slot, target, offset + VECTORS_AT);
        candidates.copyCloseness(index, target, offset + SOURCES_AT);
        System.arraycopy(moment, 0, target, offset + MOMENT_AT, MOMENT);
        target[offset + SHOWINGS_AT + 3] = candidates.timesServed(index);
        target[offset + LIFT_AT] = lift.ofVisit(row);
        target[offset + LIFT_AT + 1] = lift.ofSegments(row);
    }

    private void argueReads(int index, int slot, int at) {
        ArticleColumns numbers = candidates.catalogue().numbers();
        long nowMillis = candidates.nowMillis();
        candidates.copyReads(index, arguments, at);
        for (int horizon = 0; horizon < READS - 1; horizon++) {
            arguments[at + horizon] += .02f;
        }
        arguments[at + READS - 1] += .5f;
        arguments[at + AGE] = (float) (seconds(nowMillis - numbers.publishedAtMillis(slot)) + 60);
        arguments[at + PAUSE] = (float) (seconds(nowMillis - numbers.lastReadMillis(slot)) + 1);
    }

    private void argueFollowers(int index, int at) {
        int shares = at + SHARES;
        candidates.copyFollowers(index, arguments, shares);
        for (int horizon = 0; horizon < 3; horizon++) {
            arguments[at + EVIDENCE + horizon] = (float) (arguments[shares + horizon] + .05);
        }
        for (int horizon = 0; horizon < FOLLOWERS; horizon++) {
            arguments[shares + horizon] = (float) (arguments[shares + horizon] * shareFactors[horizon] + 1e-4);
        }
        arguments[at + SHARES + FOLLOWERS] = (float) (mixedFollowers[index] + 1e-4);
        arguments[at + SHARES + FOLLOWERS + 1] = (float) (reverseShare(index) + 1e-4);
        arguments[at + POPULARITY] = (float) (candidates.reads(index, HalfLife.HALF_HOUR) * popularityFactor + 1e-4);
    }

    /** The share of the candidate's readers who went on to the last read. */
    private double reverseShare(int index) {
        if (lastSlot < 0 || !candidates.catalogue().numbers().mayBeFollowedBy(candidates.slot(index), lastSlot)) {
            return 0;
        }
        CatalogueArticle entry = candidates.entry(index);
        int row = candidates.catalogue().followerRow(entry, lastSlot);
        if (row < 0) {
            return 0;
        }
        DecayedRows rows = entry.followers;
        int sixHours = HalfLives.FOLLOWERS.indexOf(HalfLife.SIX_HOURS);
        double decay = HalfLife.SIX_HOURS.weightAfter(candidates.nowMillis() - rows.asOfMillis());
        return rows.count(row, sixHours) * decay / (rows.total(sixHours) * decay + 1);
    }

    private void argueShowings(int index, int slot, int at) {
        candidates.catalogue().numbers().showings(slot, candidates.nowMillis(), arguments, at + SHOWINGS);
        float day = arguments[at + SHOWINGS + 1];
        arguments[at + SHOWINGS] += .1f;
        arguments[at + SHOWINGS + 1] += .1f;
        arguments[at + SHOWINGS + 2] = (float) ((candidates.reads(index, HalfLife.DAY) + .5) / (day + 6));
    }

    /** Takes the logarithms of all arguments, and from them the features that follow. */
    private void takeLogarithms(int count, float[] target) {
        KERNELS.naturalLogarithms(arguments, 0, count * ARGUMENTS);
        int fiveMinutes = HalfLives.READS.indexOf(HalfLife.FIVE_MINUTES);
        int halfHour = HalfLives.READS.indexOf(HalfLife.HALF_HOUR);
        int hour = HalfLives.READS.indexOf(HalfLife.HOUR);
        int sixHours = HalfLives.READS.indexOf(HalfLife.SIX_HOURS);
        int shareOfSixHours = SHARES + HalfLives.FOLLOWERS.indexOf(HalfLife.SIX_HOURS);
        float usualAge = (float) candidates.reader().habits.meanLogAge();
        float usualPopularity = (float) candidates.reader().habits.meanLogPopularity();
        for (int row = 0; row < count; row++) {
            int at = row * ARGUMENTS;
            int offset = row * COUNT;
            System.arraycopy(arguments, at, target, offset, TRENDS_AT);
            target[offset + TRENDS_AT] = trend(arguments[at + halfHour] - arguments[at + sixHours]);
            target[offset + TRENDS_AT + 1] = trend(arguments[at + fiveMinutes] - arguments[at + hour]);
            System.arraycopy(arguments, at + SHARES, target, offset + FOLLOWERS_AT, FOLLOWERS + 5);
            target[offset + VECTORS_AT - 1] = arguments[at + shareOfSixHours] - arguments[at + POPULARITY];
            target[offset + HABITS_AT] = Math.abs(arguments[at + AGE] - usualAge);
            target[offset + HABITS_AT + 1] = Math.abs(arguments[at + halfHour] - usualPopularity);
            System.arraycopy(arguments, at + SHOWINGS, target, offset + SHOWINGS_AT, 3);
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
