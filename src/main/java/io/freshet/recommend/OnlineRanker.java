package io.freshet.recommend;

import io.freshet.vector.FloatVector;
import java.util.SplittableRandom;

/**
 * A ranker that learns from every read which of the articles proposed is chosen. Serves {@link FormulaRanker}'s scores
 * until it has learned enough, and again after it went astray and had to start over. Mutable, owned by one task.
 *
 * <p>A step compares the article read with candidates drawn alike from all others proposed, see {@link ScoringNetwork};
 * features are standardised by what was seen in such steps. Published evidence for the recipe: the gain over formulas
 * comes after few steps, and wider networks or harder negatives add nothing.
 */
public final class OnlineRanker implements Ranker {
    /** How fast the running loss forgets. */
    private static final float LOSS_RATE = .001f;

    private final LearnedRanking settings;
    private final FormulaRanker formula;
    private final RankingFeatures features;
    private final RunningScale scale = new RunningScale(RankingFeatures.COUNT);
    private final ScoringNetwork network;
    private final SplittableRandom random;
    private float[] rows = new float[256 * RankingFeatures.COUNT];
    private int[] drawn = new int[512];
    /** Running mean of the loss over that of guessing, which is 1. */
    private float relativeLoss = 1;

    private long restarts;

    public OnlineRanker(LearnedRanking learnedRanking, RecommendSettings settings) {
        this.settings = learnedRanking;
        this.formula = new FormulaRanker(settings.formula());
        Candidates nothing = new Candidates(new ReaderState("nobody", settings.readers()), new Catalogue(settings));
        this.features = new RankingFeatures(nothing, settings.vectors().dimension());
        this.network = new ScoringNetwork(RankingFeatures.COUNT, learnedRanking.hiddenUnits(), learnedRanking.seed());
        this.random = new SplittableRandom(learnedRanking.seed());
    }

    /** Whether lists are ranked by what was learned, and not by the formula. */
    public boolean isInUse() {
        return network.steps() >= settings.stepsBeforeUse() && relativeLoss < 1;
    }

    /** How often learning went astray and started over. */
    public long restarts() {
        return restarts;
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
        for (int index = 0; index < count; index++) {
            features.describe(index, rows, index * RankingFeatures.COUNT);
        }
        scale.standardise(rows, count);
        network.score(rows, count, scores);
        for (int index = 0; index < count; index++) {
            if (!Float.isFinite(scores[index])) {
                startOver();
                formula.score(candidates, scores);
                return;
            }
        }
    }

    @Override
    public void learn(Candidates before, String articleId) {
        int chosen = before.include(articleId);
        if (chosen < 0 || before.size() < 2) {
            return;
        }
        int count = draw(before.size(), chosen);
        reserve(count);
        features.start(before);
        for (int row = 0; row < count; row++) {
            features.describe(drawn[row], rows, row * RankingFeatures.COUNT);
        }
        scale.add(rows, count);
        scale.standardise(rows, count);
        float loss = network.learn(rows, count, 0);
        if (Float.isFinite(loss)) {
            network.step(settings.linearRate(), settings.hiddenRate());
            relativeLoss += LOSS_RATE * (loss / (float) Math.log(count) - relativeLoss);
        }
        if (!Float.isFinite(loss) || isAstray()) {
            startOver();
        }
    }

    private void startOver() {
        network.reset(random.nextLong());
        scale.reset();
        relativeLoss = 1;
        restarts++;
    }

    /** Worse than guessing after enough steps to know better. */
    private boolean isAstray() {
        return network.steps() >= settings.stepsBeforeUse() && relativeLoss > 1.5f;
    }

    /** Draws the choice itself and as many others as the settings say, or all there are; gives how many. */
    private int draw(int size, int chosen) {
        if (drawn.length < size) {
            drawn = new int[size * 2];
        }
        for (int index = 0; index < size; index++) {
            drawn[index] = index;
        }
        drawn[chosen] = 0;
        drawn[0] = chosen;
        int count = Math.min(size, 1 + settings.negatives());
        for (int row = 1; row < count; row++) {
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

    /** All that was learned: relative loss, running scale, network. Rankers of the same settings take it up. */
    public FloatVector snapshot() {
        float[] state = new float[stateSize()];
        state[0] = relativeLoss;
        scale.copyInto(state, 1);
        network.copyInto(state, 1 + RunningScale.stateSize(RankingFeatures.COUNT));
        return FloatVector.copyOf(state);
    }

    /**
     * Goes on from a {@link #snapshot()}.
     *
     * @throws IllegalArgumentException if it has another size, as one of other settings or of other features has
     */
    public void restore(FloatVector snapshot) {
        if (snapshot.dimension() != stateSize()) {
            throw new IllegalArgumentException(
                    "state of " + snapshot.dimension() + " numbers, expected " + stateSize());
        }
        float[] state = snapshot.toArray();
        relativeLoss = state[0];
        scale.restore(state, 1);
        network.restore(state, 1 + RunningScale.stateSize(RankingFeatures.COUNT));
    }

    private int stateSize() {
        return 1
                + RunningScale.stateSize(RankingFeatures.COUNT)
                + ScoringNetwork.stateSize(RankingFeatures.COUNT, settings.hiddenUnits());
    }
}
