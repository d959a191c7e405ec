package io.freshet.evaluate.measure;

/**
 * Quality measures of a ranking of the articles of an impression, some of which were clicked; from 0 to 1. Same
 * definitions as the MIND data set (Wu et al. 2020).
 */
public enum ImpressionMeasure {
    /**
     * Share of the pairs of a clicked and an unclicked article in which the clicked one has the higher score; a tie
     * counts one half.
     */
    AREA_UNDER_CURVE("AUC") {
        @Override
        public double of(double[] scores, boolean[] clicked, int[] order) {
            double correct = 0;
            long pairs = 0;
            for (int hit = 0; hit < scores.length; hit++) {
                for (int miss = 0; clicked[hit] && miss < scores.length; miss++) {
                    if (!clicked[miss]) {
                        correct += scores[hit] > scores[miss] ? 1 : scores[hit] == scores[miss] ? .5 : 0;
                        pairs++;
                    }
                }
            }
            return correct / pairs;
        }
    },
    /** Mean of 1/rank over the clicked articles. */
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

    /** Usual name in the literature. */
    public String label() {
        return label;
    }

    /**
     * Value of the measure for one impression, from the scores and clicks of its articles; {@code order} contains their
     * indices, highest score first.
     *
     * @param scores scores of the articles shown
     * @param clicked whether each article was clicked: at least one, and not all
     * @param order indices of the articles from the highest score to the lowest, ties in random order
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
