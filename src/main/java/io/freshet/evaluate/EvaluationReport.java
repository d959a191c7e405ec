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
 * What came out of an evaluation.
 *
 * @param clicks all clicks taken in
 * @param readers all readers seen
 * @param articles all articles heard of
 * @param repeats clicks on articles the reader had read, not judged
 * @param judged clicks judged, by scope
 * @param judgedImpressions showings judged
 * @param judgedByAge clicks of known readers judged, by the age of the article
 * @param results in the order the contenders were given; the first is what the others are compared to
 * @param deploymentCosts of each contender in each deployment simulated beside one process without lag
 */
public record EvaluationReport(
        long clicks,
        int readers,
        int articles,
        long repeats,
        Map<Scope, Long> judged,
        long judgedImpressions,
        Map<ArticleAge, Long> judgedByAge,
        List<Result> results,
        List<DeploymentCost> deploymentCosts) {

    public EvaluationReport {
        judged = Map.copyOf(judged);
        judgedByAge = Map.copyOf(judgedByAge);
        results = List.copyOf(results);
        deploymentCosts = List.copyOf(deploymentCosts);
    }

    /** The same with what deployments cost. */
    public EvaluationReport with(List<DeploymentCost> costs) {
        return new EvaluationReport(
                clicks, readers, articles, repeats, judged, judgedImpressions, judgedByAge, results, costs);
    }

    /** Scopes in which any click was judged; none if only rankings of impressions were. */
    public List<Scope> judgedScopes() {
        return Arrays.stream(Scope.values())
                .filter(scope -> judged.getOrDefault(scope, 0L) > 0)
                .toList();
    }

    /**
     * How one contender did.
     *
     * @param means of each measure
     * @param leads of the first contender over this one, click by click; all 0 for the first
     * @param coverage share of all articles heard of that stood among the first ten lines of a judged list
     * @param byAge means of {@link Measure#HIT_RATE_10} for clicks of known readers by the age of the article
     * @param leadsByAge of the first contender over this one
     * @param onImpressions means over the showings judged
     * @param leadsOnImpressions of the first contender over this one, showing by showing
     */
    public record Result(
            String name,
            Map<Scope, Map<Measure, Interval>> means,
            Map<Scope, Map<Measure, Interval>> leads,
            double coverage,
            Map<ArticleAge, Interval> byAge,
            Map<ArticleAge, Interval> leadsByAge,
            Map<ImpressionMeasure, Interval> onImpressions,
            Map<ImpressionMeasure, Interval> leadsOnImpressions) {

        public Result {
            onImpressions = Map.copyOf(onImpressions);
            leadsOnImpressions = Map.copyOf(leadsOnImpressions);
            means = Map.copyOf(means);
            leads = Map.copyOf(leads);
            byAge = Map.copyOf(byAge);
            leadsByAge = Map.copyOf(leadsByAge);
        }

        /** One mean. */
        public Interval mean(Scope scope, Measure measure) {
            return of(means, scope, measure);
        }

        /** One lead of the first contender over this one. */
        public Interval lead(Scope scope, Measure measure) {
            return of(leads, scope, measure);
        }

        /** One mean over the showings judged. */
        public Interval mean(ImpressionMeasure measure) {
            return onImpressions.getOrDefault(measure, Interval.NOTHING);
        }

        /** One lead of the first contender over this one on the showings judged. */
        public Interval lead(ImpressionMeasure measure) {
            return leadsOnImpressions.getOrDefault(measure, Interval.NOTHING);
        }

        /** The mean of {@link Measure#HIT_RATE_10} for articles of an age. */
        public Interval mean(ArticleAge age) {
            return byAge.getOrDefault(age, Interval.NOTHING);
        }

        /** The lead of the first contender over this one for articles of an age. */
        public Interval lead(ArticleAge age) {
            return leadsByAge.getOrDefault(age, Interval.NOTHING);
        }

        private static Interval of(Map<Scope, Map<Measure, Interval>> figures, Scope scope, Measure measure) {
            return figures.getOrDefault(scope, Map.of()).getOrDefault(measure, Interval.NOTHING);
        }
    }
}
