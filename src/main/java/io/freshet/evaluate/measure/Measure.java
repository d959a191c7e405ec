package io.freshet.evaluate.measure;

/**
 * Quality measures of a list for a single target article, from 0 to 1; reports give the mean over lists. With a single
 * target, the ideal gain of nDCG is 1.
 */
public enum Measure {
    HIT_RATE_5("HR@5", 5) {
        @Override
        double gain(int position) {
            return 1;
        }
    },
    HIT_RATE_10("HR@10", 10) {
        @Override
        double gain(int position) {
            return 1;
        }
    },
    HIT_RATE_20("HR@20", 20) {
        @Override
        double gain(int position) {
            return 1;
        }
    },
    RECIPROCAL_RANK_10("MRR@10", 10) {
        @Override
        double gain(int position) {
            return 1.0 / (position + 1);
        }
    },
    RECIPROCAL_RANK_20("MRR@20", 20) {
        @Override
        double gain(int position) {
            return 1.0 / (position + 1);
        }
    },
    /** Normalised discounted cumulative gain over the first ten articles (Järvelin and Kekäläinen 2002). */
    DISCOUNTED_GAIN_10("nDCG@10", 10) {
        @Override
        double gain(int position) {
            return Math.log(2) / Math.log(position + 2.0);
        }
    };

    private final String label;
    private final int cutOff;

    Measure(String label, int cutOff) {
        this.label = label;
        this.cutOff = cutOff;
    }

    /** Usual name in the literature. */
    public String label() {
        return label;
    }

    /**
     * Value of the measure for a list in which the clicked article has this position, from 0.
     *
     * @param position position of the target article, from 0; {@link RankedList#ABSENT} if the list does not contain it
     */
    public double of(int position) {
        if (position < 0) {
            throw new IllegalArgumentException("position is " + position + ", expected at least 0");
        }
        return position < cutOff ? gain(position) : 0;
    }

    abstract double gain(int position);
}
