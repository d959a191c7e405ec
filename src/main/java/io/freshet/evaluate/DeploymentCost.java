package io.freshet.evaluate;

import io.freshet.evaluate.algorithm.Deployment;
import io.freshet.evaluate.measure.Interval;
import io.freshet.evaluate.measure.Measure;
import io.freshet.evaluate.measure.Scope;
import java.util.Map;

/**
 * Cost of a simulated deployment for one algorithm, in {@link Measure#HIT_RATE_10}.
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

    /** Mean in a scope. */
    public Interval mean(Scope scope) {
        return means.getOrDefault(scope, Interval.NOTHING);
    }

    /** Loss in a scope. */
    public Interval loss(Scope scope) {
        return losses.getOrDefault(scope, Interval.NOTHING);
    }
}
