package io.freshet.words.train;

import io.freshet.vector.RandomStream;
import io.freshet.words.Vocabulary;

/**
 * Chooses the targets (words or tree nodes) that the context words of a centre word learn to predict. There is one
 * subclass for each {@link WordObjective}. Owned by one thread.
 */
abstract sealed class TrainingTargets {
    final SgnsStep.Rows rows;
    final float[] labels;

    private TrainingTargets(int targetsMax) {
        rows = new SgnsStep.Rows(targetsMax);
        labels = new float[targetsMax];
    }

    /**
     * Targets of the centre word with vocabulary index {@code word}; valid until the next call. Each target is a row of
     * the output vectors with the learning rate {@code rate}.
     */
    abstract SgnsStep.Rows of(int word, float rate);

    /** Labels, 0 or 1, of the targets that {@link #of(int, float)} returned last, in their order. */
    final float[] labels() {
        return labels;
    }

    /**
     * Creates the factory of targets for the objective in {@code settings}. Output vectors start every
     * {@code rowLength} floats. All threads share the factory.
     */
    static Source of(Vocabulary vocabulary, TrainingSettings settings, int rowLength) {
        return switch (settings.objective()) {
            case NEGATIVE_SAMPLING ->
                new NoiseSource(
                        new NoiseDistribution(vocabulary),
                        vocabulary.size(),
                        settings.sampling().negatives(),
                        rowLength);
            case HIERARCHICAL_SOFTMAX -> new TreeSource(new HuffmanTree(vocabulary), rowLength);
        };
    }

    /** Factory that creates one {@link TrainingTargets} for each thread. */
    sealed interface Source {
        /** Number of rows in the array of output vectors. */
        int outputRows();

        /** Largest number of targets of a centre word. */
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

    /** Targets of negative sampling: the centre word and other words drawn at random. */
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

    /** Targets of hierarchical softmax: the inner nodes on the path to the centre word. */
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
