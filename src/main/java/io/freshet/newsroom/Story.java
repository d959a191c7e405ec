package io.freshet.newsroom;

import java.util.Optional;

/**
 * Something that happened in the simulated world, which articles report on.
 *
 * @param seed from which its names and numbers are drawn, the same for each of its articles
 * @param angle the kind of story, an angle of the topic's grammar
 * @param coined the name it coins, if it does
 * @param breaking whether it draws readers of all interests
 */
record Story(
        long number,
        long seed,
        NewsTopic topic,
        NewsroomLanguage language,
        String angle,
        Optional<CoinedWord> coined,
        boolean breaking) {}
