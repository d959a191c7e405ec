package io.freshet.evaluate.baseline;

/**
 * How much the parts of a session-based nearest-neighbour recommender weigh: the session in progress is compared with
 * earlier ones, and the nearest of those vote for what they hold. Positions are counted from the end, 0 for the latest.
 */
public interface SessionWeights {

    /** The weight of an article of the session in progress when sessions are compared. */
    double position(int back, int length);

    /**
     * The similarity of two sessions.
     *
     * @param shared sum of the weights of the articles in both
     * @param positionWeights of the articles of the session in progress
     * @param neighbourLength articles of the other session
     * @param ageMillis since the other session's latest read
     */
    double similarity(double shared, double[] positionWeights, int neighbourLength, long ageMillis);

    /** The weight of a neighbour's vote by where in the session in progress the latest article of both stands. */
    double match(int back, int length);

    /** The weight of a vote by how many reads it is away, in the neighbour, from the neighbour's latest article of both. */
    double proximity(int distance);

    /** The weight of a vote for an article read in one of {@code 1/rarity} sessions. */
    double rarity(double rarity);

    /**
     * V-SkNN (Ludewig and Jannach 2018): positions weigh linearly in the comparison, and a neighbour's vote by the
     * reciprocal of how far back the latest article of both stands.
     */
    record VectorMultiplication() implements SessionWeights {
        @Override
        public double position(int back, int length) {
            return (double) (length - back) / length;
        }

        @Override
        public double similarity(double shared, double[] positionWeights, int neighbourLength, long ageMillis) {
            return shared / positionWeights.length;
        }

        @Override
        public double match(int back, int length) {
            return 1.0 / (back + 1);
        }

        @Override
        public double proximity(int distance) {
            return 1;
        }

        @Override
        public double rarity(double rarity) {
            return 1;
        }
    }

    /**
     * STAN (Garg et al. 2019) with three exponential decays, and VSTAN (Ludewig et al. 2021) with two weights more. An
     * infinite length switches a decay off.
     *
     * @param positionLength of the decay over positions in the session in progress, in reads
     * @param recencyMillis of the decay over the age of a neighbour
     * @param proximityLength of the decay over the distance within a neighbour, in reads
     * @param matchLength of the decay over the position of the latest article of both, in reads; VSTAN's
     * @param rarityFactor of the logarithm of an article's rarity, VSTAN's; 0 switches it off
     */
    record Decays(
            double positionLength,
            double recencyMillis,
            double proximityLength,
            double matchLength,
            double rarityFactor)
            implements SessionWeights {
        @Override
        public double position(int back, int length) {
            return Math.exp(-back / positionLength);
        }

        @Override
        public double similarity(double shared, double[] positionWeights, int neighbourLength, long ageMillis) {
            double squares = 0;
            for (double weight : positionWeights) {
                squares += weight * weight;
            }
            return shared / Math.sqrt(squares * neighbourLength) * Math.exp(-Math.max(0, ageMillis) / recencyMillis);
        }

        @Override
        public double match(int back, int length) {
            return Math.exp(-back / matchLength);
        }

        @Override
        public double proximity(int distance) {
            return Math.exp(-distance / proximityLength);
        }

        @Override
        public double rarity(double rarity) {
            return 1 + rarityFactor * Math.log(rarity);
        }
    }
}
