package io.freshet.newsroom;

/**
 * An invented word that a story introduces, in its English and its Chinese form.
 *
 * @param english form in English articles
 * @param chinese form in Chinese articles
 */
public record CoinedWord(String english, String chinese) {}
