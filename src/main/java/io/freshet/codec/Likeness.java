package io.freshet.codec;

/**
 * A format that a refused value looks like.
 *
 * @param what a clause such as {@code it looks like gzip}
 * @param remedy what to send instead
 */
record Likeness(String what, String remedy) {}
