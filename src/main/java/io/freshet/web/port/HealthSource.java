package io.freshet.web.port;

import java.util.List;

/**
 * Whether this instance works.
 *
 * @param live false if only a restart can help
 * @param ready whether it takes events and answers now
 * @param reasons why it is not live or not ready, and what else to look into, for people
 */
public record HealthSource(boolean live, boolean ready, List<String> reasons) {

    /** Live and ready. */
    public static final HealthSource GOOD = new HealthSource(true, true, List.of());

    public HealthSource {
        reasons = List.copyOf(reasons);
    }
}
