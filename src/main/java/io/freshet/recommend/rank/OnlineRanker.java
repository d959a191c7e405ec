package io.freshet.recommend.rank;

import io.freshet.recommend.catalogue.Catalogue;
import io.freshet.recommend.reader.ReaderState;
import io.freshet.recommend.settings.OnlineRankerSettings;
import io.freshet.recommend.settings.RecommendSettings;
import io.freshet.vector.FloatVector;
import io.freshet.vector.SeededHash;
import io.freshet.vector.Softmax;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A ranker that learns from every read which of the articles proposed is chosen. Serves {@link FormulaRanker}'s scores
 * until it has learned enough, and again after it went astray and had no good weights to return to. Mutable, owned by one task.
 *
 * <p>A step compares the article read with candidates drawn alike from all others proposed, see {@link ScoringNetwork};
 * where the reader was shown articles and read one of them, with the others shown first of all, see {@link PendingImpressions};
 * features are standardised by what was seen in such steps. Published evidence for the recipe: the gain over formulas
 * comes after few steps, and wider networks or harder negatives add nothing.
 */
public final class OnlineRanker implements Ranker {
    /** How fast the running loss forgets. */
    private static final float LOSS_RATE = .001f;
    /** Step sizes fall with the root of the steps, counted in so many, ... */
    private static final double FADING_STEPS = 20_000;
    /** ... to this share of the first ones, at which what changes is still followed. */
    private static final double FADED_MIN = .1;
    /** For so many steps after a mean, tasks are still close enough to each other to step as far as all together. */
    private static final int CLOSE_STEPS = 16;
    /** No step counts for more than so many, however many tasks there are. */
    private static final double PACE_MAX = 64;
    /** After so many steps the weights are kept as good ones, if they are. */
    private static final int STEPS_BETWEEN_GOOD = 1_000;
    /** Weights are good while the running loss is at most so much above the lowest of good ones, relative to guessing. */
    private static final float LOSS_TOLERATED = .05f;
    /** Learning went astray when the running loss is so much above that of the last good weights. */
    private static final float LOSS_ASTRAY = .3f;

    private final OnlineRankerSettings settings;
    private final long seed;
    private final FormulaRanker formula;
    private final RankingFeatures features;
    private final FeatureScaler scale;
    private final PendingImpressions showings = new PendingImpressions();
    private final ScoringNetwork network;
    private final SplittableRandom random;
    private float[] rows = new float[256 * RankingFeatures.COUNT];
    private int[] drawn = new int[512];
    /** Running mean of the loss over that of guessing, which is 1. */
    private float relativeLoss = 1;

    private @Nullable RankerWeights good;
    private float goodLoss = 1;
    /** Of how many reads that all tasks learn from this one learns one. */
    private double pace = 1;

    private int stepsSinceMean;
    private long goodSteps;
    private double examples;
    private long asOfMillis;
    private long returns;

    /** A ranker that has learned nothing yet. */
    public OnlineRanker(RecommendSettings settings) {
        this(settings, Set.of());
    }

    /** A ranker that has learned nothing yet and never looks at some of the features, to see what they are worth. */
    public OnlineRanker(RecommendSettings settings, Set<FeatureGroup> leftOut) {
        this.scale = new FeatureScaler(RankingFeatures.COUNT, FeatureGroup.featuresOf(leftOut));
        this.settings = settings.ranking();
        this.seed = settings.seed();
        this.formula = new FormulaRanker(settings.formula());
        Candidates nothing = new Candidates(new ReaderState("nobody", settings.readers()), new Catalogue(settings));
        this.features = new RankingFeatures(nothing, settings);
        this.network = new ScoringNetwork(RankingFeatures.COUNT, this.settings.hiddenUnits(), seed);
        this.random = new SplittableRandom(seed);
    }

    /** Whether lists are ranked by what was learned, and not by the formula. */
    public boolean isInUse() {
        return network.steps() >= settings.stepsBeforeUse() && relativeLoss < 1;
    }

    /**
     * Whether this reader's reads are among those to learn from.
     *
     * @param share of the readers that the settings name; who is drawn for a smaller share is drawn for a larger one
     */
    public boolean learnsFrom(String userId, double share) {
        return SeededHash.share(seed, userId) < settings.learnShare() * share;
    }

    /** How often learning went astray and returned to the last good weights, or started over where there were none. */
    public long returns() {
        return returns;
    }

    /** Reads learned from since the start, by all tasks that share what they learn. */
    public long steps() {
        return network.steps();
    }

    /** Running mean of the loss over that of guessing: 1 for no better than chance. */
    public double relativeLoss() {
        return relativeLoss;
    }

    @Override
    public void score(Candidates candidates, float[] scores) {
        if (!isInUse()) {
            formula.score(candidates, scores);
            return;
        }
        int count = candidates.size();
        reserve(count);
        features.start(candidates);
        features.describeAll(count, rows);
        if (!scoreRows(count, scores)) {
            formula.score(candidates, scores);
        }
    }

    @Override
    public void score(Candidates candidates, int[] chosen, int count, float[] scores) {
        if (!isInUse()) {
            formula.score(candidates, chosen, count, scores);
            return;
        }
        reserve(count);
        features.start(candidates);
        features.describe(chosen, count, rows);
        if (!scoreRows(count, scores)) {
            formula.score(candidates, chosen, count, scores);
        }
    }

    /** Scores the first rows; false if learning went so far astray that a score is no number. */
    private boolean scoreRows(int count, float[] scores) {
        scale.standardise(rows, count);
        network.score(rows, count, scores);
        boolean finite = Softmax.apply(scores, count);
        if (!finite) {
            returnToGood();
        }
        return finite;
    }

    @Override
    public void learn(Candidates before, String articleId) {
        reserve(1 + settings.negatives());
        int count = showings.takeUp(before, articleId, rows);
        if (count == 0) {
            int chosen = before.indexOf(articleId);
            // What no list could have held teaches nothing about lists: that no source proposed it would tell it from
            // all.
            count = chosen < 0 ? 0 : describe(before, new int[] {chosen}, 1 + settings.negatives());
        }
        learn(count, before.nowMillis());
    }

    /** Writes the rows of some candidates, and of as many others as there are up to a number, drawn alike; gives how many. */
    private int describe(Candidates candidates, int[] first, int countMax) {
        int count = draw(candidates.size(), first, Math.max(first.length, countMax));
        reserve(count);
        features.start(candidates);
        features.describe(drawn, count, rows);
        return count;
    }

    @Override
    public void show(Candidates before, List<String> shown) {
        int[] first = shown.stream()
                .limit(settings.negatives())
                .mapToInt(before::indexOf)
                .filter(index -> index >= 0)
                .distinct()
                .toArray();
        if (first.length > 1) {
            int count = describe(before, first, 1 + settings.negatives());
            showings.put(before, Arrays.copyOf(drawn, count), first.length, rows);
        }
    }

    @Override
    public void forget(String userId) {
        showings.forget(userId);
    }

    /** A step on the first rows, of which the first is the choice. */
    private void learn(int count, long nowMillis) {
        if (count < 2) {
            return;
        }
        scale.add(rows, count);
        scale.standardise(rows, count);
        float loss = network.learn(rows, count, 0);
        if (Float.isFinite(loss)) {
            double fade = Math.max(FADED_MIN, 1 / Math.sqrt(1 + network.steps() / FADING_STEPS));
            double gain = fade * (stepsSinceMean++ < CLOSE_STEPS ? pace : Math.sqrt(pace));
            network.step(gain * settings.linearRate(), gain * settings.hiddenRate(), pace);
            relativeLoss += (float) pace * LOSS_RATE * (loss / (float) Math.log(count) - relativeLoss);
            count(nowMillis);
        }
        if (!Float.isFinite(loss) || isAstray()) {
            returnToGood();
        }
    }

    private void count(long nowMillis) {
        examples = examples * RankerWeights.MEMORY.weightAfter(Math.max(0, nowMillis - asOfMillis)) + 1;
        asOfMillis = Math.max(asOfMillis, nowMillis);
        if (network.steps() >= goodSteps + STEPS_BETWEEN_GOOD
                && network.steps() >= settings.stepsBeforeUse()
                && relativeLoss <= goodLoss + LOSS_TOLERATED) {
            goodSteps = network.steps();
            good = weights();
            goodLoss = relativeLoss;
        }
    }

    private void returnToGood() {
        returns++;
        RankerWeights kept = good;
        // Good weights that lead astray twice are not.
        good = null;
        goodLoss = 1;
        if (kept != null) {
            restore(kept);
        } else {
            network.reset(random.nextLong());
            scale.reset();
            relativeLoss = 1;
            examples = 0;
            goodSteps = 0;
        }
    }

    /** Much worse than the good weights, or than guessing, after enough steps to know better. */
    private boolean isAstray() {
        return network.steps() >= settings.stepsBeforeUse() && relativeLoss > goodLoss + LOSS_ASTRAY;
    }

    /** Draws some candidates and then others, alike, up to a number or all there are; gives how many. */
    private int draw(int size, int[] first, int countMax) {
        if (drawn.length < size) {
            drawn = new int[size * 2];
        }
        for (int index = 0; index < size; index++) {
            drawn[index] = index;
        }
        for (int row = 0; row < first.length; row++) {
            // Where it stands, unless it made room for an earlier one.
            int place = first[row];
            for (int moved = row; drawn[place] != first[row]; moved++) {
                place = moved;
            }
            drawn[place] = drawn[row];
            drawn[row] = first[row];
        }
        int count = Math.min(size, countMax);
        for (int row = first.length; row < count; row++) {
            int other = row + random.nextInt(size - row);
            int swapped = drawn[row];
            drawn[row] = drawn[other];
            drawn[other] = swapped;
        }
        return count;
    }

    private void reserve(int count) {
        if (rows.length < count * RankingFeatures.COUNT) {
            rows = new float[count * 2 * RankingFeatures.COUNT];
        }
    }

    /** All that was learned: relative loss, running scale, network. */
    public RankerWeights weights() {
        float[] state = new float[stateSize()];
        state[0] = relativeLoss;
        scale.copyInto(state, 1);
        network.copyInto(state, 1 + FeatureScaler.stateSize(RankingFeatures.COUNT));
        return new RankerWeights(layout(), examples, asOfMillis, FloatVector.copyOf(state));
    }

    /**
     * Goes on from there.
     *
     * @throws IllegalArgumentException if they have another {@link #layout()}
     */
    public void restore(RankerWeights weights) {
        take(weights);
        examples = weights.examples();
        asOfMillis = weights.asOfMillis();
    }

    /**
     * Goes on from a mean that this ranker is part of: its own examples stay its own, or they would count again in the
     * next mean.
     *
     * <p>A mean of n tasks moves as far as one of them, though n times as many reads were learned from. So each takes steps
     * n times as long, each of which counts for n (Goyal et al. 2017); beyond {@link #CLOSE_STEPS} since the last mean the
     * root of n times, for by then tasks have learned the same apart. Measured with 16 tasks: means alone never got beyond
     * the formula, loss .0103 HR@10; steps n times as long .0003, but .0054 where 75 of them lie between two means; the root
     * .0026 and .0016.
     *
     * @throws IllegalArgumentException as {@link #restore}
     */
    public void adopt(RankerWeights mean) {
        double own = examples * RankerWeights.MEMORY.weightAfter(Math.max(0, mean.asOfMillis() - asOfMillis));
        pace = own > 0 ? Math.max(1, Math.min(PACE_MAX, mean.examples() / own)) : 1;
        stepsSinceMean = 0;
        take(mean);
    }

    private void take(RankerWeights weights) {
        if (weights.layout() != layout() || weights.state().dimension() != stateSize()) {
            throw new IllegalArgumentException("weights of layout " + weights.layout() + " with "
                    + weights.state().dimension() + " numbers, expected " + layout() + " with " + stateSize());
        }
        float[] state = weights.state().toArray();
        relativeLoss = state[0];
        scale.restore(state, 1);
        network.restore(state, 1 + FeatureScaler.stateSize(RankingFeatures.COUNT));
        // Weights from before the last good ones count their steps from there.
        goodSteps = Math.min(goodSteps, network.steps());
    }

    /** Tells rankers of other features or units apart. */
    public int layout() {
        return RankingFeatures.LAYOUT * 10_000 + settings.hiddenUnits();
    }

    private int stateSize() {
        return 1
                + FeatureScaler.stateSize(RankingFeatures.COUNT)
                + ScoringNetwork.stateSize(RankingFeatures.COUNT, settings.hiddenUnits());
    }
}
