package io.freshet.evaluate;

import io.freshet.evaluate.measure.ArticleAge;
import io.freshet.evaluate.measure.ImpressionMeasure;
import io.freshet.evaluate.measure.Interval;
import io.freshet.evaluate.measure.Measure;
import io.freshet.evaluate.measure.Scope;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Results of an evaluation: counts of events, results of each algorithm, and costs of simulated deployments.
 *
 * @param input counts of the event stream
 * @param evaluated counts of evaluated clicks and impressions
 * @param results results in the order of the algorithms; the first is the reference of all comparisons
 * @param deploymentCosts cost of each simulated deployment for each algorithm, against a single task without lag
 */
public record EvaluationReport(
        InputCounts input, EvaluatedCounts evaluated, List<Result> results, List<DeploymentCost> deploymentCosts) {

    public EvaluationReport {
        results = List.copyOf(results);
        deploymentCosts = List.copyOf(deploymentCosts);
    }

    /**
     * Counts of the event stream: clicks, readers, articles, and repeated reads of an article by the same reader.
     *
     * @param clicks all clicks
     * @param readers all readers
     * @param articles all articles announced or read
     * @param repeats clicks on articles that the reader had already read, which are not evaluated
     */
    public record InputCounts(long clicks, int readers, int articles, long repeats) {}

    /**
     * Number of evaluated clicks, by scope and by age of the article; and number of evaluated impressions.
     *
     * @param clicks evaluated clicks by scope
     * @param clicksByAge evaluated clicks of known readers by age of the article
     * @param impressions evaluated impressions
     */
    public record EvaluatedCounts(Map<Scope, Long> clicks, Map<ArticleAge, Long> clicksByAge, long impressions) {
        public EvaluatedCounts {
            clicks = Map.copyOf(clicks);
            clicksByAge = Map.copyOf(clicksByAge);
        }
    }

    /** Copy of this report with {@code costs} as its deployment costs. */
    public EvaluationReport with(List<DeploymentCost> costs) {
        return new EvaluationReport(input, evaluated, results, costs);
    }

    public long clicks() {
        return input.clicks();
    }

    public int readers() {
        return input.readers();
    }

    public int articles() {
        return input.articles();
    }

    public long repeats() {
        return input.repeats();
    }

    /** Number of evaluated clicks by scope, such as {@link Scope#IN_SESSION}; a click can be in several scopes. */
    public Map<Scope, Long> evaluatedClicks() {
        return evaluated.clicks();
    }

    /** Number of evaluated clicks by age of the article, without the first click of each reader. */
    public Map<ArticleAge, Long> evaluatedClicksByAge() {
        return evaluated.clicksByAge();
    }

    /** Number of evaluated impressions. */
    public long evaluatedImpressions() {
        return evaluated.impressions();
    }

    /** Scopes with at least one evaluated click; empty if only impressions were evaluated. */
    public List<Scope> evaluatedScopes() {
        return Arrays.stream(Scope.values())
                .filter(scope -> evaluatedClicks().getOrDefault(scope, 0L) > 0)
                .toList();
    }

    /**
     * Result of one algorithm: share of all articles that it listed, means of its measures, and by how much the
     * report's first algorithm exceeds each mean.
     *
     * @param coverage share of all articles that were among the first ten items of an evaluated list
     * @param means means of the algorithm
     * @param leads paired differences of the first algorithm to this one; all 0 for the first
     */
    public record Result(String name, double coverage, Figures means, Figures leads) {

        /** Mean of a list measure over the evaluated clicks in a scope, such as {@link Scope#IN_SESSION}. */
        public Interval mean(Scope scope, Measure measure) {
            return means.of(scope, measure);
        }

        /**
         * Difference in a list measure, first algorithm of the report minus this algorithm, over the evaluated clicks
         * in a scope; above 0 if the first is better.
         */
        public Interval differenceOfFirst(Scope scope, Measure measure) {
            return leads.of(scope, measure);
        }

        /** Mean of a measure over the evaluated impressions. */
        public Interval mean(ImpressionMeasure measure) {
            return means.byImpressionMeasure().getOrDefault(measure, Interval.NOTHING);
        }

        /**
         * Difference in a measure of impressions, first algorithm of the report minus this algorithm; above 0 if the
         * first is better.
         */
        public Interval differenceOfFirst(ImpressionMeasure measure) {
            return leads.byImpressionMeasure().getOrDefault(measure, Interval.NOTHING);
        }

        /** Mean of {@link Measure#HIT_RATE_10} over the evaluated clicks on articles of this age. */
        public Interval mean(ArticleAge age) {
            return means.byAge().getOrDefault(age, Interval.NOTHING);
        }

        /**
         * Difference in {@link Measure#HIT_RATE_10}, first algorithm of the report minus this algorithm, over the
         * evaluated clicks on articles of this age.
         */
        public Interval differenceOfFirst(ArticleAge age) {
            return leads.byAge().getOrDefault(age, Interval.NOTHING);
        }
    }

    /**
     * Values of all measures for one algorithm: either its means, or the means of the report's first algorithm minus
     * its own.
     *
     * @param byScope measures of lists by scope
     * @param byAge {@link Measure#HIT_RATE_10} for clicks of known readers by age of the article
     * @param byImpressionMeasure measures of rankings of impressions
     */
    public record Figures(
            Map<Scope, Map<Measure, Interval>> byScope,
            Map<ArticleAge, Interval> byAge,
            Map<ImpressionMeasure, Interval> byImpressionMeasure) {
        public Figures {
            byScope = Map.copyOf(byScope);
            byAge = Map.copyOf(byAge);
            byImpressionMeasure = Map.copyOf(byImpressionMeasure);
        }

        private Interval of(Scope scope, Measure measure) {
            return byScope.getOrDefault(scope, Map.of()).getOrDefault(measure, Interval.NOTHING);
        }
    }
}
