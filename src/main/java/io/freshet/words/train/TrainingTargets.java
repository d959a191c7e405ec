package io.freshet.words.train;

import io.freshet.vector.RandomStream;
import io.freshet.words.Vocabulary;

/** The targets that the neighbours of a centre word are to predict, by the objective. Owned by one thread. */
abstract sealed class TrainingTargets {
    final SgnsStep.Rows rows;
    final float[] labels;

    private TrainingTargets(int targetsMax) {
        rows = new SgnsStep.Rows(targetsMax);
        labels = new float[targetsMax];
    }

    /** The rows of a centre word's targets, which move at this rate; valid until the next call. */
    abstract SgnsStep.Rows of(int word, float rate);

    /** The labels of the rows that were given last. */
    final float[] labels() {
        return labels;
    }

    /** State shared by the targets of all threads. */
    static Source of(Vocabulary vocabulary, TrainingSettings settings, int rowLength) {
        return switch (settings.objective()) {
            case NEGATIVE_SAMPLING ->
                new NoiseSource(new NoiseDistribution(vocabulary), vocabulary.size(), settings.negatives(), rowLength);
            case HIERARCHICAL_SOFTMAX -> new TreeSource(new HuffmanTree(vocabulary), rowLength);
        };
    }

    /** Makes targets for each thread. */
    sealed interface Source {
        /** Rows of the output array. */
        int outputRows();

        /** The most targets of a word. */
        int targetsMax();

        TrainingTargets forOneThread(RandomStream random);
    }

    private record NoiseSource(NoiseDistribution noise, int words, int negatives, int rowLength) implements Source {
        @Override
        public int outputRows() {
            return words;
        }

        @Override
        public int targetsMax() {
            return 1 + negatives;
        }

        @Override
        public TrainingTargets forOneThread(RandomStream random) {
            return new Noise(this, random);
        }
    }

    private record TreeSource(HuffmanTree tree, int rowLength) implements Source {
        @Override
        public int outputRows() {
            return tree.innerNodes();
        }

        @Override
        public int targetsMax() {
            return tree.depthMax();
        }

        @Override
        public TrainingTargets forOneThread(RandomStream random) {
            return new Tree(this);
        }
    }

    /** The word itself and noise words other than it. */
    private static final class Noise extends TrainingTargets {
        private final NoiseSource source;
        private final RandomStream random;

        Noise(NoiseSource source, RandomStream random) {
            super(source.targetsMax());
            this.source = source;
            this.random = random;
            labels[0] = 1;
        }

        @Override
        SgnsStep.Rows of(int word, float rate) {
            rows.clear();
            rows.add(word * source.rowLength, rate);
            for (int draw = 0; draw < source.negatives; draw++) {
                int drawn = source.noise.draw(random);
                if (drawn != word) {
                    rows.add(drawn * source.rowLength, rate);
                }
            }
            return rows;
        }
    }

    /** The inner nodes on the way to the word. */
    private static final class Tree extends TrainingTargets {
        private final TreeSource source;

        Tree(TreeSource source) {
            super(source.targetsMax());
            this.source = source;
        }

        @Override
        SgnsStep.Rows of(int word, float rate) {
            rows.clear();
            HuffmanTree tree = source.tree;
            for (int depth = 0; depth < tree.depth(word); depth++) {
                labels[depth] = tree.label(word, depth);
                rows.add(tree.node(word, depth) * source.rowLength, rate);
            }
            return rows;
        }
    }
}
