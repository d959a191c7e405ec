package io.freshet.evaluate;

/**
 * How an evaluation is done.
 *
 * @param warmUpClicks so many clicks at the start are learned from and not judged
 * @param listAt when the lists are made that a click is judged by
 * @param judges what is judged
 * @param judgedShare of the readers whose clicks are judged, chosen by the seed; above 0, at most 1
 * @param trainingShare of the readers whose clicks teach rankers, chosen by the seed apart from those judged; everyone's
 *     clicks teach everything else. From 0, at most 1
 * @param resamples of the bootstrap
 * @param seed of everything drawn: readers, ties, resamples
 */
public record EvaluationSettings(
        long warmUpClicks,
        ListAt listAt,
        Judges judges,
        double judgedShare,
        double trainingShare,
        int resamples,
        long seed) {

    /** When a list is made. */
    public enum ListAt {
        /** At the moment of the click that is to be predicted. */
        TARGET,
        /** Right after the reader's click before, as a list that is pushed. */
        PREVIOUS
    }

    /** What lists and rankings are evaluated on. */
    public enum Judges {
        /** Lists by what is clicked, and rankings of what was shown. */
        BOTH,
        LISTS,
        SHOWINGS,
        /** Rankings of those articles of what was shown that were announced: of the others nobody knows a word. */
        ANNOUNCED;

        boolean lists() {
            return this == BOTH || this == LISTS;
        }

        boolean showings() {
            return this != LISTS;
        }
    }

    public EvaluationSettings {
        if (warmUpClicks < 0) {
            throw new IllegalArgumentException("warmUpClicks is " + warmUpClicks + ", expected at least 0");
        }
        if (!(judgedShare > 0 && judgedShare <= 1)) {
            throw new IllegalArgumentException("judgedShare is " + judgedShare + ", expected above 0, at most 1");
        }
        if (!(trainingShare >= 0 && trainingShare <= 1)) {
            throw new IllegalArgumentException("trainingShare is " + trainingShare + ", expected from 0, at most 1");
        }
        if (resamples < 1) {
            throw new IllegalArgumentException("resamples is " + resamples + ", expected at least 1");
        }
    }
}
