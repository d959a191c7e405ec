package io.freshet.newsroom;

import java.util.Locale;

/** Topics of the simulated newsroom; each has sentence templates in every {@link NewsroomLanguage}. */
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

    /** Index, from 0, of the shelf on the {@link Newsstand} that holds the topic's articles. */
    int shelf() {
        return shelf;
    }

    /** Category of the topic's articles: the name of the topic in lower case. */
    String category() {
        return name().toLowerCase(Locale.ROOT);
    }
}
