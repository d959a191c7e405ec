package io.freshet.recommend.rank;

import io.freshet.recommend.catalogue.Catalogue;
import io.freshet.recommend.catalogue.CatalogueArticle;
import io.freshet.recommend.decay.DecayedRows;
import io.freshet.recommend.decay.HalfLife;
import io.freshet.recommend.decay.HalfLives;
import io.freshet.recommend.reader.ReaderState;
import io.freshet.recommend.reader.Visit;
import io.freshet.recommend.settings.RecommendSettings;
import io.freshet.vector.VectorMath;
import io.freshet.vector.VectorTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Naive oracle for {@link RankingFeatures}: computes each feature by its definition, from the counts of each article
 * and with the logarithms and exponentials of the JDK.
 */
final class DefinedFeatures {
    private static final double PRIOR_READS = 5;
    private static final Candidates.Source[] SOURCES = Candidates.Source.values();
    private static final float FOLLOWERS_DECAY = .5f;
    private static final float VECTORS_DECAY = .7f;

    private Candidates candidates;
    private final float[] context;
    private final float[] recent;
    private final Lift lift;
    private float recentNorm;
    private final float[] recentContent;
    private float slowNorm;
    private float[] mixedFollowers = new float[512];
    private double halfHourTotal;
    private int lastSlot;

    DefinedFeatures(Candidates list, RecommendSettings settings) {
        this.candidates = list;
        this.lift = new Lift(settings.readers().sessions().gapMillis());
        this.context = new float[9];
        this.recent = new float[settings.vectors().dimension()];
        this.recentContent = new float[settings.vectors().dimension()];
        start(list);
    }

    private void start(Candidates list) {
        candidates = list;
        Catalogue catalogue = list.catalogue();
        int[] slots = list.contextSlots();
        lastSlot = slots.length == 0 ? -1 : slots[0];
        mixFollowers(catalogue, slots);
        mixVectors(catalogue.in(), slots, recent);
        mixVectors(catalogue.content(), slots, recentContent);
        recentNorm = VectorMath.norm(recent);
        slowNorm = VectorMath.norm(list.reader().slow());
        halfHourTotal = 0;
        for (int index = 0; index < list.size(); index++) {
            halfHourTotal += reads(index, HalfLife.HALF_HOUR);
        }
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
        for (int slot : slots) {
            if (slot >= 0) {
                DecayedRows rows = catalogue.article(slot).followers();
                float decay = (float) HalfLife.HOUR.weightAfter(candidates.nowMillis() - rows.asOfMillis());
                float factor = weight * decay / (rows.total(hour) * decay + 1);
                for (int row = 0; row < rows.size(); row++) {
                    int index = candidates.indexOf(rows.key(row));
                    if (index >= 0) {
                        mixedFollowers[index] += factor * rows.count(row, hour);
                    }
                }
            }
            weight *= FOLLOWERS_DECAY;
        }
    }

    private static void mixVectors(VectorTable table, int[] slots, float[] mixed) {
        float weight = 1;
        for (int slot : slots) {
            if (slot >= 0 && table.has(slot)) {
                VectorMath.addScaled(weight, table.array(slot), table.offset(slot), mixed, 0, mixed.length);
            }
            weight *= VECTORS_DECAY;
        }
    }

    private void describeRequest(Candidates list, Catalogue catalogue) {
        ReaderState reader = list.reader();
        long nowMillis = list.nowMillis();
        double hour = nowMillis / 3_600_000.0 % 24 / 24 * 2 * Math.PI;
        context[0] = ln(1 + reader.session().reads());
        context[1] = ln(1 + (double) reader.habits().reads());
        context[2] = (float) Math.sin(hour);
        context[3] = (float) Math.cos(hour);
        context[4] = 0;
        context[5] = 0;
        if (lastSlot >= 0) {
            CatalogueArticle last = catalogue.article(lastSlot);
            context[4] = ln(last.clicks().at(HalfLife.HALF_HOUR, nowMillis) + .02);
            context[5] = ln(seconds(nowMillis - last.publishedAtMillis()) + 60);
        }
        context[6] = ln(seconds(nowMillis - reader.lastReadMillis()) + 1);
        context[7] = (float) reader.habits().meanLogAge();
        context[8] = (float) reader.habits().meanLogPopularity();
    }

    /** Writes the features of one candidate, {@code RankingFeatures.COUNT} floats from {@code offset} on. */
    void describe(int index, float[] target, int offset) {
        int at = describePopularity(index, target, offset);
        float logHalfHour = target[offset + 1];
        float logAge = target[offset + 7];
        at = describeFollowers(index, target, at);
        at = describeVectors(candidates.slot(index), target, at);
        for (Candidates.Source source : SOURCES) {
            target[at++] = candidates.sourceScore(index, source);
        }
        target[at++] = Math.abs(logAge - context[7]);
        target[at++] = Math.abs(logHalfHour - context[8]);
        System.arraycopy(context, 0, target, at, 7);
        at += 7;
        at = describeImpressions(index, target, at);
        target[at++] = lift.ofVisit(index);
        target[at++] = lift.ofSegments(index);
    }

    private int describePopularity(int index, float[] target, int offset) {
        CatalogueArticle article = candidates.article(index);
        long nowMillis = candidates.nowMillis();
        int at = offset;
        float fiveMinutes = ln(reads(index, HalfLife.FIVE_MINUTES) + .02);
        float halfHour = ln(reads(index, HalfLife.HALF_HOUR) + .02);
        float hour = ln(reads(index, HalfLife.HOUR) + .02);
        float sixHours = ln(reads(index, HalfLife.SIX_HOURS) + .02);
        target[at++] = fiveMinutes;
        target[at++] = halfHour;
        target[at++] = hour;
        target[at++] = ln(reads(index, HalfLife.TWO_HOURS) + .02);
        target[at++] = sixHours;
        target[at++] = ln(reads(index, HalfLife.DAY) + .02);
        target[at++] = ln(article.reads() + .5);
        target[at++] = ln(seconds(nowMillis - article.publishedAtMillis()) + 60);
        target[at++] = ln(seconds(nowMillis - article.lastReadMillis()) + 1);
        target[at++] = Math.max(-4, Math.min(4, halfHour - sixHours));
        target[at++] = Math.max(-4, Math.min(4, fiveMinutes - hour));
        return at;
    }

    private int describeFollowers(int index, float[] target, int offset) {
        int at = offset;
        for (HalfLife halfLife : HalfLives.FOLLOWERS.members()) {
            target[at++] = ln(share(index, halfLife) + 1e-4);
        }
        target[at++] = ln(mixedFollowers[index] + 1e-4);
        target[at++] = ln(reverseShare(index) + 1e-4);
        target[at++] = ln(candidates.followers(index, HalfLife.HALF_HOUR) + .05);
        target[at++] = ln(candidates.followers(index, HalfLife.HOUR) + .05);
        target[at++] = ln(candidates.followers(index, HalfLife.SIX_HOURS) + .05);
        double popularity = reads(index, HalfLife.HALF_HOUR) / (halfHourTotal + 1e-9);
        target[at++] = ln(share(index, HalfLife.SIX_HOURS) + 1e-4) - ln(popularity + 1e-4);
        return at;
    }

    private double share(int index, HalfLife halfLife) {
        return candidates.followers(index, halfLife) / (candidates.followersTotal(halfLife) + 1);
    }

    /** Share of the candidate's readers who read the reader's last article next. */
    private double reverseShare(int index) {
        if (lastSlot < 0) {
            return 0;
        }
        CatalogueArticle article = candidates.article(index);
        DecayedRows rows = article.followers();
        String lastId = candidates.catalogue().article(lastSlot).articleId();
        for (int row = 0; row < rows.size(); row++) {
            // As in the catalogue, a follower added after the row was resolved is not found.
            if (article.followerSlots()[row] == lastSlot && rows.key(row).equals(lastId)) {
                int sixHours = HalfLives.FOLLOWERS.indexOf(HalfLife.SIX_HOURS);
                double decay = HalfLife.SIX_HOURS.weightAfter(candidates.nowMillis() - rows.asOfMillis());
                return rows.count(row, sixHours) * decay / (rows.total(sixHours) * decay + 1);
            }
        }
        return 0;
    }

    private int describeVectors(int slot, float[] target, int offset) {
        Catalogue catalogue = candidates.catalogue();
        VectorTable in = catalogue.in();
        VectorTable out = catalogue.out();
        VectorTable content = catalogue.content();
        float[] slow = candidates.reader().slow();
        float[] fast = candidates.reader().fast();
        boolean knowsSlow = slow.length == in.dimension();
        int at = offset;
        target[at++] = lastSlot < 0 ? 0 : in.cosine(slot, lastSlot);
        target[at++] = in.cosine(slot, recent, 0, recentNorm);
        target[at++] = knowsSlow ? in.cosine(slot, slow, 0, slowNorm) : 0;
        target[at++] = lastSlot >= 0 && in.has(lastSlot) ? out.dot(slot, in.array(lastSlot), in.offset(lastSlot)) : 0;
        target[at++] = fast.length == out.dimension() ? out.dot(slot, fast, 0) : 0;
        target[at++] = lastSlot < 0 ? 0 : content.cosine(slot, lastSlot);
        target[at++] = content.cosine(slot, recentContent, 0, VectorMath.norm(recentContent));
        target[at++] = knowsSlow ? content.cosine(slot, slow, 0, slowNorm) : 0;
        return at;
    }

    private int describeImpressions(int index, float[] target, int offset) {
        CatalogueArticle article = candidates.article(index);
        int at = offset;
        double day = article.impressions().at(HalfLife.DAY, candidates.nowMillis());
        target[at++] = ln(article.impressions().at(HalfLife.HOUR, candidates.nowMillis()) + .1);
        target[at++] = ln(day + .1);
        target[at++] = ln((reads(index, HalfLife.DAY) + .5) / (day + 6));
        target[at++] = candidates.timesServed(index);
        return at;
    }

    private static double seconds(long millis) {
        return Math.max(0, millis) / 1000.0;
    }

    private static float ln(double value) {
        return (float) Math.log(value);
    }

    private double reads(int index, HalfLife halfLife) {
        return candidates.article(index).clicks().at(halfLife, candidates.nowMillis());
    }

    /** Lift of segments, computed with strings instead of codes. */
    private final class Lift {
        private final long sessionGapMillis;
        private final List<String> segments = new ArrayList<>();
        private float[] counts = new float[512];
        private double[] totals = new double[4];
        private double allTotal;

        Lift(long sessionGapMillis) {
            this.sessionGapMillis = sessionGapMillis;
        }

        /** Collects the decayed reads in the reader's segments; the first segment is the {@link Visit}. */
        void start(Candidates list) {
            ReaderState reader = list.reader();
            segments.clear();
            segments.add(Visit.next(reader, list.nowMillis(), sessionGapMillis).key());
            reader.segments().forEach((name, value) -> segments.add(name + "=" + value));
            int columns = segments.size();
            if (counts.length < list.size() * columns) {
                counts = new float[list.size() * columns * 2];
            }
            if (totals.length < columns) {
                totals = new double[columns];
            }
            Arrays.fill(totals, 0);
            allTotal = 0;
            for (int index = 0; index < list.size(); index++) {
                DecayedRows rows = list.article(index).segments();
                float decay = (float) HalfLife.HOUR.weightAfter(list.nowMillis() - rows.asOfMillis());
                for (int column = 0; column < columns; column++) {
                    int row = rows.indexOf(segments.get(column));
                    float count = row < 0 ? 0 : rows.count(row, 0) * decay;
                    counts[index * columns + column] = count;
                    totals[column] += count;
                }
                allTotal += reads(index, HalfLife.HOUR);
            }
        }

        /** Lift for the {@link Visit} of the reader's next read. */
        float ofVisit(int index) {
            return lift(index, 0);
        }

        /** Mean lift over the reader's other segments; 0 for a reader without segments. */
        float ofSegments(int index) {
            float sum = 0;
            for (int column = 1; column < segments.size(); column++) {
                sum += lift(index, column);
            }
            return segments.size() == 1 ? 0 : sum / (segments.size() - 1);
        }

        private float lift(int index, int column) {
            double share = reads(index, HalfLife.HOUR) / (allTotal + 1e-9);
            if (!(share > 1e-9)) {
                return 0;
            }
            double count = counts[index * segments.size() + column];
            double within = (count + PRIOR_READS * share) / (totals[column] + PRIOR_READS);
            return (float) Math.log(within / share);
        }
    }
}
