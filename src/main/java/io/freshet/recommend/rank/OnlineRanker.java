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
 * Ranker that learns online from every read which of the candidates the reader chooses. Uses the scores of
 * {@link FormulaRanker} until it is warmed up and its loss is below that of a random choice, and after training
 * diverged without a checkpoint to roll back to. Mutable; owned by one task.
 *
 * <p>A training step contrasts the article read with negatives sampled uniformly from the other candidates, see
 * {@link ScoringNetwork}. If the article had been shown to the reader, the other articles of the impression are the
 * first negatives, see {@link PendingImpressions}. Features are standardised by their statistics over training rows.
 * Published evidence for this recipe: the gain over formulas comes after few steps, and wider networks or harder
 * negatives add nothing.
 */
public final class OnlineRanker implements Ranker {
    /** Update rate of the exponential moving average of the loss: the weight of each new step. */
    private static final float LOSS_RATE = .001f;
    /** Time scale of the learning-rate decay, in steps: the rate falls as 1/sqrt(1 + steps / this). */
    private static final double RATE_DECAY_STEPS = 20_000;
    /** Minimum factor to which the learning rate decays, so that the ranker keeps following changes. */
    private static final double RATE_DECAY_MIN = .1;
    /**
     * Number of training steps, after weights were averaged over tasks, that use the full {@link #stepMultiplier}.
     * Later steps use its square root as factor on the step size.
     */
    private static final int FULL_MULTIPLIER_STEPS = 16;
    /** Maximum of {@link #stepMultiplier}, the factor on the step size after weights were averaged over tasks. */
    private static final double STEP_MULTIPLIER_MAX = 64;
    /** Minimum number of training steps between two checkpoints of the weights. */
    private static final int CHECKPOINT_INTERVAL_STEPS = 1_000;
    /**
     * Limit of the increase of {@link #relativeLoss()} since the last checkpoint; above the limit, no new checkpoint is
     * taken.
     */
    private static final float CHECKPOINT_LOSS_INCREASE_MAX = .05f;
    /**
     * Limit of the increase of {@link #relativeLoss()} since the last checkpoint; above the limit, training has
     * diverged.
     */
    private static final float DIVERGED_LOSS_INCREASE = .3f;

    private final OnlineRankerSettings settings;
    private final long seed;
    private final FormulaRanker formula;
    private final RankingFeatures features;
    private final FeatureScaler scaler;
    private final PendingImpressions pendingImpressions = new PendingImpressions();
    private final ScoringNetwork network;
    private final SplittableRandom random;
    private float[] rows = new float[256 * RankingFeatures.COUNT];
    private int[] sampled = new int[512];
    /** Moving average of the loss divided by the loss of random scores. */
    private float relativeLoss = 1;

    private @Nullable RankerWeights checkpoint;
    private float checkpointLoss = 1;
    private long checkpointSteps;
    /**
     * Factor on the step size after weights were averaged over tasks: training examples of all tasks per example of
     * this task, see {@link #continueFromAverage}.
     */
    private double stepMultiplier = 1;

    private int stepsSinceAveraging;
    private double examples;
    private long asOfMillis;
    private long rollbacks;

    /** Creates an untrained ranker. */
    public OnlineRanker(RecommendSettings settings) {
        this(settings, Set.of());
    }

    /** Creates an untrained ranker that ignores the features of the groups {@code leftOut}, for an ablation. */
    public OnlineRanker(RecommendSettings settings, Set<FeatureGroup> leftOut) {
        this.scaler = new FeatureScaler(RankingFeatures.COUNT, FeatureGroup.featuresOf(leftOut));
        this.settings = settings.ranking().online();
        this.seed = settings.seed();
        this.formula = new FormulaRanker(settings.ranking().formula());
        Candidates none = new Candidates(new ReaderState("nobody", settings.readers()), new Catalogue(settings));
        this.features = new RankingFeatures(none, settings);
        this.network = new ScoringNetwork(RankingFeatures.COUNT, this.settings.hiddenUnits(), seed);
        this.random = new SplittableRandom(seed);
    }

    /** Whether lists are ranked by the network instead of the formula: warmed up, and better than random scores. */
    public boolean isInUse() {
        return network.steps() >= settings.stepsBeforeUse() && relativeLoss < 1;
    }

    /**
     * Whether the ranker trains on this reader; a hash of the id selects the fraction {@code share} of the configured
     * training sample.
     *
     * @param share fraction of the configured training sample to use; smaller samples are subsets of larger ones
     */
    public boolean trainsOn(String userId, double share) {
        return SeededHash.uniform(seed, userId) < settings.sampleRatio() * share;
    }

    /** Number of rollbacks to the last checkpoint, or to random weights without one, after training diverged. */
    public long rollbacks() {
        return rollbacks;
    }

    /**
     * Number of training steps since random initialisation, including the steps of other tasks whose weights were
     * averaged with this task's.
     */
    public long steps() {
        return network.steps();
    }

    /** Moving average of the loss divided by the loss of random scores; 1 means no better than chance. */
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

    /**
     * Writes the scores of the first {@code count} rows of features to {@code scores}; if a score is not finite, rolls
     * training back and returns false.
     */
    private boolean scoreRows(int count, float[] scores) {
        scaler.standardise(rows, count);
        network.score(rows, count, scores);
        boolean finite = Softmax.apply(scores, count);
        if (!finite) {
            rollBack();
        }
        return finite;
    }

    @Override
    public void learn(Candidates before, String articleId) {
        reserve(1 + settings.negativeSamples());
        int count = pendingImpressions.resolve(before, articleId, rows);
        if (count == 0) {
            int chosen = before.indexOf(articleId);
            // Skips an article that no source proposed: its source scores of 0 would distinguish it from every
            // negative.
            count = chosen < 0 ? 0 : describeSample(before, new int[] {chosen}, 1 + settings.negativeSamples());
        }
        train(count, before.nowMillis());
    }

    /**
     * Writes to {@link #rows} the features of the candidates {@code first} and of randomly sampled others, up to
     * {@code countMax} in total; returns the number of candidates. All of {@code first} are included, even if they are
     * more than {@code countMax}.
     */
    private int describeSample(Candidates candidates, int[] first, int countMax) {
        int count = sample(candidates.size(), first, Math.max(first.length, countMax));
        reserve(count);
        features.start(candidates);
        features.describe(sampled, count, rows);
        return count;
    }

    @Override
    public void show(Candidates before, List<String> shown) {
        int[] first = shown.stream()
                .limit(settings.negativeSamples())
                .mapToInt(before::indexOf)
                .filter(index -> index >= 0)
                .distinct()
                .toArray();
        if (first.length > 1) {
            int count = describeSample(before, first, 1 + settings.negativeSamples());
            pendingImpressions.put(before, Arrays.copyOf(sampled, count), first.length, rows);
        }
    }

    @Override
    public void forget(String userId) {
        pendingImpressions.forget(userId);
    }

    /**
     * Runs a training step on the first {@code count} rows of features: row 0 is the article read, the others are
     * negatives.
     */
    private void train(int count, long nowMillis) {
        if (count < 2) {
            return;
        }
        scaler.add(rows, count);
        scaler.standardise(rows, count);
        float loss = network.learn(rows, count, 0);
        if (Float.isFinite(loss)) {
            double decay = Math.max(RATE_DECAY_MIN, 1 / Math.sqrt(1 + network.steps() / RATE_DECAY_STEPS));
            boolean full = stepsSinceAveraging++ < FULL_MULTIPLIER_STEPS;
            double rate = decay * (full ? stepMultiplier : Math.sqrt(stepMultiplier));
            network.step(rate * settings.linearLearningRate(), rate * settings.hiddenLearningRate(), stepMultiplier);
            relativeLoss += (float) stepMultiplier * LOSS_RATE * (loss / (float) Math.log(count) - relativeLoss);
            countExample(nowMillis);
        }
        if (!Float.isFinite(loss) || hasDiverged()) {
            rollBack();
        }
    }

    private void countExample(long nowMillis) {
        examples = examples * RankerWeights.EXAMPLES_HALF_LIFE.weightAfter(Math.max(0, nowMillis - asOfMillis)) + 1;
        asOfMillis = Math.max(asOfMillis, nowMillis);
        if (network.steps() >= checkpointSteps + CHECKPOINT_INTERVAL_STEPS
                && network.steps() >= settings.stepsBeforeUse()
                && relativeLoss <= checkpointLoss + CHECKPOINT_LOSS_INCREASE_MAX) {
            checkpointSteps = network.steps();
            checkpoint = weights();
            checkpointLoss = relativeLoss;
        }
    }

    private void rollBack() {
        rollbacks++;
        RankerWeights last = checkpoint;
        // Each checkpoint is used once: if training diverges again from it, the ranker starts over.
        checkpoint = null;
        checkpointLoss = 1;
        if (last != null) {
            restore(last);
        } else {
            network.reset(random.nextLong());
            scaler.reset();
            relativeLoss = 1;
            examples = 0;
            checkpointSteps = 0;
        }
    }

    /**
     * Whether the loss of a warmed-up ranker is much higher than at the last checkpoint or, without a checkpoint, than
     * the loss of random scores.
     */
    private boolean hasDiverged() {
        return network.steps() >= settings.stepsBeforeUse() && relativeLoss > checkpointLoss + DIVERGED_LOSS_INCREASE;
    }

    /**
     * Writes the candidate indices {@code first}, then uniformly sampled other indices below {@code size}, to
     * {@link #sampled}; returns their number, at most {@code countMax}.
     */
    private int sample(int size, int[] first, int countMax) {
        if (sampled.length < size) {
            sampled = new int[size * 2];
        }
        for (int index = 0; index < size; index++) {
            sampled[index] = index;
        }
        for (int row = 0; row < first.length; row++) {
            // The candidate is at its own index unless an earlier swap moved it.
            int position = first[row];
            for (int moved = row; sampled[position] != first[row]; moved++) {
                position = moved;
            }
            sampled[position] = sampled[row];
            sampled[row] = first[row];
        }
        int count = Math.min(size, countMax);
        for (int row = first.length; row < count; row++) {
            int other = row + random.nextInt(size - row);
            int temporary = sampled[row];
            sampled[row] = sampled[other];
            sampled[other] = temporary;
        }
        return count;
    }

    private void reserve(int count) {
        if (rows.length < count * RankingFeatures.COUNT) {
            rows = new float[count * 2 * RankingFeatures.COUNT];
        }
    }

    /** Returns a snapshot of the learned state: relative loss, feature statistics, network. */
    public RankerWeights weights() {
        float[] state = new float[stateSize()];
        state[0] = relativeLoss;
        scaler.copyInto(state, 1);
        network.copyInto(state, 1 + FeatureScaler.stateSize(RankingFeatures.COUNT));
        return new RankerWeights(layout(), examples, asOfMillis, FloatVector.copyOf(state));
    }

    /**
     * Replaces the learned state by a snapshot.
     *
     * @throws IllegalArgumentException if the snapshot has another {@link #layout()}
     */
    public void restore(RankerWeights weights) {
        load(weights);
        examples = weights.examples();
        asOfMillis = weights.asOfMillis();
    }

    /**
     * Replaces the learned state by {@code mean}, the average over the rankers of several tasks, this one included.
     * This task keeps its own number of examples, because the examples of other tasks would otherwise be counted again
     * in the next average.
     *
     * <p>An average of n tasks moves as far as one task although n times as many reads were learned from. Each task
     * therefore multiplies its step size by n, and each step counts as n steps (Goyal et al. 2017). From
     * {@link #FULL_MULTIPLIER_STEPS} steps after averaging, the multiplier is the square root of n, because by then the
     * tasks have learned much of the same independently. Loss of HR@10 against one task, measured with 16 tasks by the
     * number of steps between two averages:
     *
     * <pre>
     * multiplier             few steps   75 steps
     * none                   .0103       (never better than the formula)
     * n                      .0003       .0054
     * square root of n       .0026       .0016
     * </pre>
     *
     * @throws IllegalArgumentException as {@link #restore}
     */
    public void continueFromAverage(RankerWeights mean) {
        double own =
                examples * RankerWeights.EXAMPLES_HALF_LIFE.weightAfter(Math.max(0, mean.asOfMillis() - asOfMillis));
        stepMultiplier = own > 0 ? Math.max(1, Math.min(STEP_MULTIPLIER_MAX, mean.examples() / own)) : 1;
        stepsSinceAveraging = 0;
        load(mean);
    }

    private void load(RankerWeights weights) {
        if (weights.layout() != layout() || weights.state().dimension() != stateSize()) {
            throw new IllegalArgumentException("weights have layout " + weights.layout() + " and "
                    + weights.state().dimension() + " numbers, expected layout " + layout() + " and " + stateSize());
        }
        float[] state = weights.state().toArray();
        relativeLoss = state[0];
        scaler.restore(state, 1);
        network.restore(state, 1 + FeatureScaler.stateSize(RankingFeatures.COUNT));
        // Restored weights may be older than the last checkpoint.
        checkpointSteps = Math.min(checkpointSteps, network.steps());
    }

    /**
     * Number that identifies the version of the features and the number of hidden units; weights fit only rankers of
     * the same layout.
     */
    public int layout() {
        return RankingFeatures.LAYOUT * 10_000 + settings.hiddenUnits();
    }

    private int stateSize() {
        return 1
                + FeatureScaler.stateSize(RankingFeatures.COUNT)
                + ScoringNetwork.stateSize(RankingFeatures.COUNT, settings.hiddenUnits());
    }
}
