package io.freshet.evaluate.baseline;

/**
 * Weights of a session-based nearest-neighbour algorithm: for comparing the current session with earlier sessions, and
 * for the votes of the nearest ones. Positions are counted from the end of a session, 0 for the latest read.
 */
public interface SessionWeights {

    /**
     * Weight of one article of the current session in comparisons with other sessions; {@code back} is its position
     * from the end, 0 for the latest.
     *
     * @param length number of articles of the current session
     */
    double position(int back, int length);

    /**
     * Similarity of another session to the current session, given {@code shared}, the sum of the weights of the
     * articles in both sessions.
     *
     * @param shared sum of the weights of the articles in both sessions
     * @param positionWeights weights of the articles of the current session
     * @param neighbourLength number of articles of the other session
     * @param ageMillis time since the latest read of the other session
     */
    double similarity(double shared, double[] positionWeights, int neighbourLength, long ageMillis);

    /**
     * Factor on all votes of a similar session; {@code back} is the position, from the end of the current session, of
     * the latest article in both.
     *
     * @param back position of that article from the end of the current session, 0 for the latest read
     * @param length number of articles of the current session
     */
    double match(int back, int length);

    /**
     * Factor on a similar session's vote for an article {@code distance} reads away from the latest article that both
     * sessions contain.
     */
    double proximity(int distance);

    /**
     * Factor on votes for an article; {@code rarity} is the number of all sessions divided by the number that contain
     * the article.
     */
    double rarity(double rarity);

    /**
     * Weights of V-SkNN (Ludewig and Jannach 2018): the earlier an article was read in the current session, the less it
     * weighs, linearly. Votes weigh 1/p, where p is the position of the latest shared article from the end of the
     * current session, from 1.
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
     * Weights of STAN (Garg et al. 2019): exponential decay over position in the current session, age of the other
     * session, and distance within the other session. An infinite length disables a decay.
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
     * Weights of VSTAN (Ludewig et al. 2021): those of STAN, times a factor for the position of the latest shared
     * article in the current session and a factor for rare articles.
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
