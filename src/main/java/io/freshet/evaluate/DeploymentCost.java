package io.freshet.evaluate;

import io.freshet.evaluate.algorithm.Deployment;
import io.freshet.evaluate.measure.Interval;
import io.freshet.evaluate.measure.Measure;
import io.freshet.evaluate.measure.Scope;
import java.util.Map;

/**
 * Hit rate that one algorithm loses in a simulated deployment, as {@link Measure#HIT_RATE_10}.
 *
 * @param name name of the algorithm
 * @param means means in the deployment, by scope
 * @param losses losses against a single task without lag, by scope; negative if the deployment is better
 */
public record DeploymentCost(
        Deployment deployment, String name, Map<Scope, Interval> means, Map<Scope, Interval> losses) {

    public DeploymentCost {
        means = Map.copyOf(means);
        losses = Map.copyOf(losses);
    }

    /** Mean hit rate in the deployment, over the clicks of a scope. */
    public Interval mean(Scope scope) {
        return means.getOrDefault(scope, Interval.NOTHING);
    }

    /**
     * Loss of hit rate against a single task without lag, over the clicks of a scope; negative if the deployment is
     * better.
     */
    public Interval loss(Scope scope) {
        return losses.getOrDefault(scope, Interval.NOTHING);
    }
}
