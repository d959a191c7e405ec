package io.freshet.evaluate;

import io.freshet.evaluate.algorithm.Deployment;
import io.freshet.evaluate.measure.Interval;
import io.freshet.evaluate.measure.Measure;
import io.freshet.evaluate.measure.Scope;
import java.util.Map;

/**
 * What a deployment costs one contender in {@link Measure#HIT_RATE_10}.
 *
 * @param name of the contender
 * @param means in the deployment, by scope
 * @param losses against one process without lag, by scope; below 0 where the deployment does better
 */
public record DeploymentCost(
        Deployment deployment, String name, Map<Scope, Interval> means, Map<Scope, Interval> losses) {

    public DeploymentCost {
        means = Map.copyOf(means);
        losses = Map.copyOf(losses);
    }

    /** The mean of a scope. */
    public Interval mean(Scope scope) {
        return means.getOrDefault(scope, Interval.NOTHING);
    }

    /** The loss in a scope. */
    public Interval loss(Scope scope) {
        return losses.getOrDefault(scope, Interval.NOTHING);
    }
}
