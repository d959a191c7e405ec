package io.freshet.evaluate.baseline;

/**
 * Weights of a session-based nearest-neighbour algorithm: for comparing the current session with earlier sessions, and
 * for the votes of the nearest ones. Positions are counted from the end of a session, 0 for the latest read.
 */
public interface SessionWeights {

    /**
     * Weight, in the comparison of sessions, of the article at position {@code back} of the current session of
     * {@code length} articles.
     */
    double position(int back, int length);

    /**
     * Similarity of another session to the current session.
     *
     * @param shared sum of the weights of the articles in both sessions
     * @param positionWeights weights of the articles of the current session
     * @param neighbourLength number of articles of the other session
     * @param ageMillis time since the latest read of the other session
     */
    double similarity(double shared, double[] positionWeights, int neighbourLength, long ageMillis);

    /** Weight of a neighbour's votes by the position of the latest shared article in the current session. */
    double match(int back, int length);

    /** Weight of a vote by its distance, in reads, from the neighbour's latest shared article. */
    double proximity(int distance);

    /** Weight of a vote by the rarity of its article: one in {@code rarity} sessions contains the article. */
    double rarity(double rarity);

    /**
     * V-SkNN (Ludewig and Jannach 2018): linear position weights in the comparison, and votes weighted by the
     * reciprocal position of the latest shared article.
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
     * STAN (Garg et al. 2019): three exponential decays. An infinite length disables a decay.
     *
     * @param positionLength decay over positions in the current session, in reads
     * @param recencyMillis decay over the age of a neighbour, milliseconds
     * @param proximityLength decay over the distance within a neighbour, in reads
     */
    record Stan(double positionLength, double recencyMillis, double proximityLength) implements SessionWeights {
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
            return 1;
        }

        @Override
        public double proximity(int distance) {
            return Math.exp(-distance / proximityLength);
        }

        @Override
        public double rarity(double rarity) {
            return 1;
        }
    }

    /**
     * VSTAN (Ludewig et al. 2021): STAN with two more weights, by the position of the latest shared article and by the
     * rarity of the article voted for.
     *
     * @param matchLength decay over the position of the latest shared article, in reads
     * @param rarityFactor factor of the logarithm of an article's rarity; 0 disables the weight
     */
    record Vstan(Stan stan, double matchLength, double rarityFactor) implements SessionWeights {
        @Override
        public double position(int back, int length) {
            return stan.position(back, length);
        }

        @Override
        public double similarity(double shared, double[] positionWeights, int neighbourLength, long ageMillis) {
            return stan.similarity(shared, positionWeights, neighbourLength, ageMillis);
        }

        @Override
        public double match(int back, int length) {
            return Math.exp(-back / matchLength);
        }

        @Override
        public double proximity(int distance) {
            return stan.proximity(distance);
        }

        @Override
        public double rarity(double rarity) {
            return 1 + rarityFactor * Math.log(rarity);
        }
    }
}
