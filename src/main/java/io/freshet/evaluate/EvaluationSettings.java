package io.freshet.evaluate;

/**
 * Settings of an evaluation: which clicks and impressions are evaluated, when lists are made, and how readers are
 * sampled.
 *
 * @param warmUpClicks number of clicks at the start that are learned from but not evaluated
 * @param listAt time at which the list for a click is made
 * @param targets what is evaluated
 * @param evaluatedShare share of the readers whose clicks are evaluated, sampled by the seed; above 0, at most 1
 * @param trainingShare share of the readers whose clicks train rankers, sampled independently of the evaluated readers;
 *     from 0, at most 1. The clicks of all readers train everything else
 * @param resamples number of bootstrap resamples
 * @param seed seed of all sampling: readers, tie-breaks, resamples
 */
public record EvaluationSettings(
        long warmUpClicks,
        ListAt listAt,
        Targets targets,
        double evaluatedShare,
        double trainingShare,
        int resamples,
        long seed) {

    /** When the list is made that should contain the article of an evaluated click. */
    public enum ListAt {
        /** At the time of the evaluated click, before anything learns from it. */
        TARGET,
        /** Right after the reader's previous click, like a published list. */
        PREVIOUS
    }

    /** Recommendations that are evaluated: lists, rankings of impressions, or both. */
    public enum Targets {
        /** Lists and rankings of the articles of impressions. */
        BOTH,
        /** Lists, by the clicks on their articles. */
        LISTS,
        /** Rankings of the articles of impressions, by the clicks on these articles. */
        IMPRESSIONS,
        /** Rankings of the articles of impressions, without articles that were never announced and so have no text. */
        ANNOUNCED;

        boolean lists() {
            return this == BOTH || this == LISTS;
        }

        boolean impressions() {
            return this != LISTS;
        }
    }

    public EvaluationSettings {
        if (warmUpClicks < 0) {
            throw new IllegalArgumentException("warmUpClicks is " + warmUpClicks + ", expected at least 0");
        }
        if (!(evaluatedShare > 0 && evaluatedShare <= 1)) {
            throw new IllegalArgumentException("evaluatedShare is " + evaluatedShare + ", expected above 0, at most 1");
        }
        if (!(trainingShare >= 0 && trainingShare <= 1)) {
            throw new IllegalArgumentException("trainingShare is " + trainingShare + ", expected from 0, at most 1");
        }
        if (resamples < 1) {
            throw new IllegalArgumentException("resamples is " + resamples + ", expected at least 1");
        }
    }
}
