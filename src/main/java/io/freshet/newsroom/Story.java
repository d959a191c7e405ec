package io.freshet.newsroom;

import java.util.Optional;

/**
 * Something that happens in the simulated world and that one or more articles report on.
 *
 * @param seed seed of its names and numbers, which all its articles share
 * @param angle kind of story, an angle of the topic's grammar
 * @param coined the new word it introduces, if any
 * @param breaking whether it attracts readers of all interests
 */
record Story(
        long number,
        long seed,
        NewsTopic topic,
        NewsroomLanguage language,
        String angle,
        Optional<CoinedWord> coined,
        boolean breaking) {}
