package io.freshet.newsroom;

/**
 * A name that did not exist before a story brought it up.
 *
 * @param english as English articles write it
 * @param chinese as Chinese articles write it
 */
public record CoinedWord(String english, String chinese) {}
