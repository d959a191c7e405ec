package io.freshet.codec.json;

/**
 * A format that a refused value looks like.
 *
 * @param what a clause such as {@code it looks like gzip}
 * @param remedy what to send instead
 */
record SuspectedFormat(String what, String remedy) {}
