package io.freshet.recommend.settings;

/**
 * Settings of the neural ranker that learns online from reads: size, learning rates and training sample.
 *
 * @param hiddenUnits rectified linear units beside the linear part; default 32
 * @param negativeSamples candidates sampled beside each article read; default 50
 * @param hiddenLearningRate initial learning rate of the hidden part; default .001
 * @param linearLearningRate initial learning rate of the linear part; default .003
 * @param stepsBeforeUse training steps before the ranker replaces the formula; default 3,000
 * @param sampleRatio share of the readers that train the ranker, drawn by the seed; 0 keeps the formula; default 1
 */
public record OnlineRankerSettings(
        int hiddenUnits,
        int negativeSamples,
        double hiddenLearningRate,
        double linearLearningRate,
        int stepsBeforeUse,
        double sampleRatio) {

    public static final OnlineRankerSettings DEFAULTS = new OnlineRankerSettings(32, 50, .001, .003, 3_000, 1);

    public OnlineRankerSettings {
        if (hiddenUnits < 1 || negativeSamples < 1 || stepsBeforeUse < 0) {
            throw new IllegalArgumentException("hiddenUnits is " + hiddenUnits + ", negativeSamples is "
                    + negativeSamples + ", stepsBeforeUse is " + stepsBeforeUse);
        }
        if (!(hiddenLearningRate > 0 && hiddenLearningRate < 1 && linearLearningRate > 0 && linearLearningRate < 1)) {
            throw new IllegalArgumentException("rates are " + hiddenLearningRate + " and " + linearLearningRate);
        }
        SettingRange.share("sampleRatio", sampleRatio);
    }

    public OnlineRankerSettings withSampleRatio(double changed) {
        return new OnlineRankerSettings(
                hiddenUnits, negativeSamples, hiddenLearningRate, linearLearningRate, stepsBeforeUse, changed);
    }
}
