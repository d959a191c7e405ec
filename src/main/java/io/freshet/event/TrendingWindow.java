package io.freshet.event;

import java.time.Duration;

/** Time window of a most-read list. */
public enum TrendingWindow {
    HOUR("1h", Duration.ofHours(1)),
    DAY("24h", Duration.ofHours(24)),
    WEEK("7d", Duration.ofDays(7));

    private final String label;
    private final Duration length;

    TrendingWindow(String label, Duration length) {
        this.label = label;
        this.length = length;
    }

    /** Name of the window in topic keys and URLs: {@code 1h}, {@code 24h}, {@code 7d}. */
    public String label() {
        return label;
    }

    public Duration length() {
        return length;
    }
}
