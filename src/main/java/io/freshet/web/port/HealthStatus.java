package io.freshet.web.port;

import java.util.List;

/**
 * Health of this instance, as {@code /health} reports it.
 *
 * @param live false if only a restart can help
 * @param ready whether the instance processes events and answers reads now
 * @param reasons why the instance is not live or not ready, and warnings, one sentence each
 */
public record HealthStatus(boolean live, boolean ready, List<String> reasons) {

    /** Health of an instance that is live and ready, without warnings. */
    public static final HealthStatus GOOD = new HealthStatus(true, true, List.of());

    public HealthStatus {
        reasons = List.copyOf(reasons);
    }
}
