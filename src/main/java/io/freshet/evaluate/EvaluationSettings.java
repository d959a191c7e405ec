package io.freshet.evaluate;

/**
 * Settings of an evaluation: warm-up, what is evaluated, when lists are made, sampling of readers, bootstrap resamples
 * and seed.
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

    /** Time at which the list for an evaluated click is made. */
    public enum ListAt {
        /** At the time of the evaluated click, before anything learns from it. */
        TARGET,
        /** Right after the reader's previous click, when the live recommender makes its lists. */
        PREVIOUS
    }

    /** Recommendations that are evaluated: lists, rankings of impressions, or both. */
    public enum Targets {
        /** Both lists of recommendations and rankings of the articles shown in impressions. */
        BOTH,
        /** Only lists of recommendations: at which position, if at all, they contain the article clicked. */
        LISTS,
        /** Only rankings of the articles shown in an impression: how high they place the articles clicked. */
        IMPRESSIONS,
        /** Like {@link #IMPRESSIONS}, but without articles that were never announced and therefore have no text. */
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
