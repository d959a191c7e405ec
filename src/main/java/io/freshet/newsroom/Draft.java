package io.freshet.newsroom;

/**
 * An article before its text is written: everything readers and the desk need to know of it.
 *
 * @param number counts the newsroom's articles from 0
 * @param part 0 for the first report of the story, counting its follow-ups from 1
 * @param source who publishes it
 * @param bodySeed from which its sentences are drawn; copies by other publishers share it
 * @param titleSeed from which its headline is drawn
 * @param copy whether it is another publisher's article taken over
 * @param appeal how readers are drawn to it, 1 on average
 */
record Draft(
        long number,
        Story story,
        int part,
        String source,
        long bodySeed,
        long titleSeed,
        boolean copy,
        double appeal,
        boolean categoryGiven,
        long publishedAtMillis,
        long expiresAtMillis) {

    /** The identifier its events carry. */
    String id() {
        return "a" + (100_000 + number);
    }
}
