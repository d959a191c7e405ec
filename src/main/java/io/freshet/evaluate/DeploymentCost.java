package io.freshet.evaluate;

import io.freshet.evaluate.algorithm.Deployment;
import io.freshet.evaluate.measure.Interval;
import io.freshet.evaluate.measure.Measure;
import io.freshet.evaluate.measure.Scope;
import java.util.Map;

/**
 * Hit rate of one algorithm in a simulated deployment, and how much lower it is than on a single stream task without
 * replication lag. The measure is {@link Measure#HIT_RATE_10}.
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

    /**
     * Mean hit rate of the algorithm in the deployment, over the evaluated clicks in a scope, such as
     * {@link Scope#IN_SESSION}.
     */
    public Interval mean(Scope scope) {
        return means.getOrDefault(scope, Interval.NOTHING);
    }

    /**
     * Hit rate of the algorithm on a single stream task without replication lag minus its hit rate in this deployment,
     * over the evaluated clicks in a scope. Negative if the deployment is better.
     */
    public Interval loss(Scope scope) {
        return losses.getOrDefault(scope, Interval.NOTHING);
    }
}
