package io.freshet.newsroom;

/**
 * A new word that a story introduces.
 *
 * @param english form in English articles
 * @param chinese form in Chinese articles
 */
public record CoinedWord(String english, String chinese) {}
