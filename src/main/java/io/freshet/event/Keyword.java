package io.freshet.event;

/**
 * A keyword of an article, with its weight relative to the article's strongest keyword.
 *
 * @param text the word or phrase as written in the article
 * @param weight from 0 to 1; the strongest keyword of an article has weight 1
 */
public record Keyword(String text, double weight) {

    public Keyword {
        Limits.label("keyword", text);
        if (!(weight >= 0 && weight <= 1)) {
            throw new IllegalArgumentException("weight of keyword " + text + " is " + weight + ", expected 0 to 1");
        }
    }
}
