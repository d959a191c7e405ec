package io.freshet.evaluate.measure;

/**
 * What a ranking of the articles a reader was shown is worth, some of which the reader clicked; from 0 to 1. As the MIND
 * data set is scored (Wu et al. 2020).
 */
public enum ImpressionMeasure {
    /** The share of pairs of a clicked and an unclicked article that are in the right order; a tie is half right. */
    AREA_UNDER_CURVE("AUC") {
        @Override
        public double of(double[] scores, boolean[] clicked, int[] order) {
            double right = 0;
            long pairs = 0;
            for (int hit = 0; hit < scores.length; hit++) {
                for (int miss = 0; clicked[hit] && miss < scores.length; miss++) {
                    if (!clicked[miss]) {
                        right += scores[hit] > scores[miss] ? 1 : scores[hit] == scores[miss] ? .5 : 0;
                        pairs++;
                    }
                }
            }
            return right / pairs;
        }
    },
    /** The mean over the clicked articles of 1/rank. */
    RECIPROCAL_RANK("MRR") {
        @Override
        public double of(double[] scores, boolean[] clicked, int[] order) {
            double sum = 0;
            int clicks = 0;
            for (int rank = 0; rank < order.length; rank++) {
                if (clicked[order[rank]]) {
                    sum += 1.0 / (rank + 1);
                    clicks++;
                }
            }
            return sum / clicks;
        }
    },
    DISCOUNTED_GAIN_5("nDCG@5") {
        @Override
        public double of(double[] scores, boolean[] clicked, int[] order) {
            return discountedGain(clicked, order, 5);
        }
    },
    DISCOUNTED_GAIN_10("nDCG@10") {
        @Override
        public double of(double[] scores, boolean[] clicked, int[] order) {
            return discountedGain(clicked, order, 10);
        }
    };

    private final String label;

    ImpressionMeasure(String label) {
        this.label = label;
    }

    /** As it is called in the literature. */
    public String label() {
        return label;
    }

    /**
     * The worth of a ranking.
     *
     * @param scores of the articles shown
     * @param clicked which of them were clicked: at least one, and not all
     * @param order the articles from the highest score to the lowest, equal ones in random order
     */
    public abstract double of(double[] scores, boolean[] clicked, int[] order);

    private static double discountedGain(boolean[] clicked, int[] order, int cutOff) {
        double gain = 0;
        double ideal = 0;
        int clicks = 0;
        for (int rank = 0; rank < order.length; rank++) {
            if (clicked[order[rank]]) {
                gain += rank < cutOff ? discount(rank) : 0;
                ideal += clicks < cutOff ? discount(clicks) : 0;
                clicks++;
            }
        }
        return gain / ideal;
    }

    private static double discount(int rank) {
        return Math.log(2) / Math.log(rank + 2.0);
    }
}
