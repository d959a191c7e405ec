package io.freshet.recommend.settings;

import io.freshet.recommend.rank.OnlineRanker;

/**
 * How {@link OnlineRanker} learns.
 *
 * @param hiddenUnits rectified linear units beside the linear part; default 32
 * @param negatives candidates drawn for every read, beside the article read; default 50
 * @param hiddenRate first step size of the hidden part; default .001
 * @param linearRate first step size of the linear part; default .003
 * @param stepsBeforeUse reads learned from before the formula hands over; default 3,000
 * @param learnShare of the readers whose reads are learned from, drawn by the seed; 0 leaves it at the formula; default 1
 */
public record OnlineRankerSettings(
        int hiddenUnits, int negatives, double hiddenRate, double linearRate, int stepsBeforeUse, double learnShare) {

    public OnlineRankerSettings {
        if (hiddenUnits < 1 || negatives < 1 || stepsBeforeUse < 0) {
            throw new IllegalArgumentException("hiddenUnits is " + hiddenUnits + ", negatives is " + negatives
                    + ", stepsBeforeUse is " + stepsBeforeUse);
        }
        if (!(hiddenRate > 0 && hiddenRate < 1 && linearRate > 0 && linearRate < 1)) {
            throw new IllegalArgumentException("rates are " + hiddenRate + " and " + linearRate);
        }
        if (!(learnShare >= 0 && learnShare <= 1)) {
            throw new IllegalArgumentException("learnShare is " + learnShare + ", expected 0 to 1");
        }
    }

    public static OnlineRankerSettings defaults() {
        return new OnlineRankerSettings(32, 50, .001, .003, 3_000, 1);
    }
}
