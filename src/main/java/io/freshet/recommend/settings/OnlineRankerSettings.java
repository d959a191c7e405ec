package io.freshet.recommend.settings;

/**
 * Training of the online ranker.
 *
 * @param hiddenUnits rectified linear units beside the linear part; default 32
 * @param negatives candidates sampled beside each article read; default 50
 * @param hiddenRate initial learning rate of the hidden part; default .001
 * @param linearRate initial learning rate of the linear part; default .003
 * @param stepsBeforeUse training steps before the ranker replaces the formula; default 3,000
 * @param sampleRatio share of the readers that train the ranker, drawn by the seed; 0 keeps the formula; default 1
 */
public record OnlineRankerSettings(
        int hiddenUnits, int negatives, double hiddenRate, double linearRate, int stepsBeforeUse, double sampleRatio) {

    public static final OnlineRankerSettings DEFAULTS = new OnlineRankerSettings(32, 50, .001, .003, 3_000, 1);

    public OnlineRankerSettings {
        if (hiddenUnits < 1 || negatives < 1 || stepsBeforeUse < 0) {
            throw new IllegalArgumentException("hiddenUnits is " + hiddenUnits + ", negatives is " + negatives
                    + ", stepsBeforeUse is " + stepsBeforeUse);
        }
        if (!(hiddenRate > 0 && hiddenRate < 1 && linearRate > 0 && linearRate < 1)) {
            throw new IllegalArgumentException("rates are " + hiddenRate + " and " + linearRate);
        }
        SettingRange.share("sampleRatio", sampleRatio);
    }

    public OnlineRankerSettings withSampleRatio(double changed) {
        return new OnlineRankerSettings(hiddenUnits, negatives, hiddenRate, linearRate, stepsBeforeUse, changed);
    }
}
