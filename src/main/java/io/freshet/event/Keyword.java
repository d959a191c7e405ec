package io.freshet.event;

/**
 * A deep tag: what an article is about, in its own words.
 *
 * @param text the word or phrase as the article writes it
 * @param weight from 0 to 1; the strongest keyword of an article has 1
 */
public record Keyword(String text, double weight) {

    public Keyword {
        Limits.label("keyword", text);
        if (!(weight >= 0 && weight <= 1)) {
            throw new IllegalArgumentException("weight of keyword " + text + " is " + weight + ", expected 0 to 1");
        }
    }
}
