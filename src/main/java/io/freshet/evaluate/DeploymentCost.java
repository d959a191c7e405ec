package io.freshet.evaluate;

import io.freshet.evaluate.algorithm.Deployment;
import io.freshet.evaluate.measure.Interval;
import io.freshet.evaluate.measure.Measure;
import io.freshet.evaluate.measure.Scope;
import java.util.Map;

/**
 * Hit rate of one algorithm in a simulated deployment, and its loss against a single task without lag. The measure is
 * {@link Measure#HIT_RATE_10}.
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

    /** Mean hit rate of the algorithm in the deployment, over the evaluated clicks in a scope, such as in session. */
    public Interval mean(Scope scope) {
        return means.getOrDefault(scope, Interval.NOTHING);
    }

    /**
     * Hit rate that the algorithm loses against a single task without lag, over the evaluated clicks in a scope;
     * negative if the deployment is better.
     */
    public Interval loss(Scope scope) {
        return losses.getOrDefault(scope, Interval.NOTHING);
    }
}
