package io.freshet.newsroom;

import java.util.Locale;

/** Topics of the simulated newsroom; each has a grammar in every {@link NewsroomLanguage}. */
enum NewsTopic {
    POLITICS(0),
    ECONOMY(1),
    FOOTBALL(2),
    TENNIS(3),
    TECHNOLOGY(4),
    SCIENCE(5),
    HEALTH(6),
    FILM(7),
    MUSIC(8),
    WEATHER(9);

    private final int shelf;

    NewsTopic(int shelf) {
        this.shelf = shelf;
    }

    /** Index of the shelf of its articles on the {@link Newsstand}, from 0. */
    int shelf() {
        return shelf;
    }

    /** The category of its articles. */
    String category() {
        return name().toLowerCase(Locale.ROOT);
    }
}
