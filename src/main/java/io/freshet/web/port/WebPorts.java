package io.freshet.web.port;

import io.freshet.recommend.ReadModel;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * What the server shows; the caller supplies it.
 *
 * @param applicationId what this instance and those that it asks have in common
 * @param readModel answers for every reader, asking the instance that holds them where needed
 * @param ownReadModel answers for what this instance holds itself: for requests that another instance passed on
 * @param json how answers become JSON
 * @param metrics all metrics in the text format of Prometheus
 */
public record WebPorts(
        String applicationId,
        ReadModel readModel,
        ReadModel ownReadModel,
        AnswerJson json,
        LiveEvents happenings,
        Supplier<InstanceTotals> figures,
        Supplier<HealthSource> health,
        Supplier<String> metrics,
        Clock clock) {}
