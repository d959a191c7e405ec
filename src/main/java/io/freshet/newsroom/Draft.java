package io.freshet.newsroom;

import io.freshet.event.Article;

/**
 * Plan of an article whose text is not written yet.
 *
 * @param number running number of the newsroom's articles, from 0
 * @param part 0 for the first report of the story, from 1 for its follow-ups
 * @param appeal attraction for readers, about 1 on average
 * @param categoryGiven whether the article is published with its category
 */
record Draft(
        long number, Story story, int part, Edition edition, double appeal, boolean categoryGiven, Lifetime lifetime) {

    /**
     * One newspaper's version of a report: name of the paper, seeds of its text, and whether it copies another paper.
     *
     * @param source name of the paper
     * @param bodySeed seed of the sentences; copies by other papers have the same
     * @param titleSeed seed of the headline
     * @param copy whether the article is a copy of another paper's article
     */
    record Edition(String source, long bodySeed, long titleSeed, boolean copy) {}

    /**
     * Publication time and expiry time of an article.
     *
     * @param publishedAtMillis epoch milliseconds
     * @param expiresAtMillis epoch milliseconds, or {@link Article#NEVER}
     */
    record Lifetime(long publishedAtMillis, long expiresAtMillis) {}

    /** The id of the article in its events. */
    String id() {
        return "a" + (100_000 + number);
    }

    /** The time of the publication, in epoch milliseconds. */
    long publishedAtMillis() {
        return lifetime.publishedAtMillis();
    }
}
