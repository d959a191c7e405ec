package io.freshet.dataset;

import java.util.Locale;

/** What the simulated newsroom writes about; each has a grammar in every {@link Language}. */
enum Topic {
    POLITICS,
    ECONOMY,
    FOOTBALL,
    TENNIS,
    TECHNOLOGY,
    SCIENCE,
    HEALTH,
    FILM,
    MUSIC,
    WEATHER;

    /** The category as articles carry it. */
    String category() {
        return name().toLowerCase(Locale.ROOT);
    }
}
