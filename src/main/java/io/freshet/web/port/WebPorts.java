package io.freshet.web.port;

import io.freshet.recommend.ReadModel;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * Sources of everything that the web server reads from its instance; the caller supplies them. The server changes
 * nothing.
 *
 * @param reads answers of the read API
 * @param liveEvents events that the live page shows as they happen
 * @param operations totals, health and metrics of this instance
 * @param clock time stamps of the live page
 */
public record WebPorts(Reads reads, LiveEvents liveEvents, Operations operations, Clock clock) {

    /**
     * Read models and encoders for the read API: {@code routed} answers for every key, {@code local} only for the keys
     * that this instance owns.
     *
     * @param applicationId {@code application.id} shared by all instances that forward reads to each other
     * @param routed answers for every key, forwarding to the instance that owns the key where needed
     * @param local answers only for keys that this instance owns: for requests that another instance forwarded
     * @param json encoders of the answers
     */
    public record Reads(String applicationId, ReadModel routed, ReadModel local, AnswerJson json) {}

    /**
     * Suppliers of the instance's totals, health and metrics.
     *
     * @param totals counts and latency, for the live page
     * @param health liveness and readiness
     * @param metrics all metrics in the Prometheus text format
     */
    public record Operations(
            Supplier<InstanceTotals> totals, Supplier<HealthStatus> health, Supplier<String> metrics) {}
}
