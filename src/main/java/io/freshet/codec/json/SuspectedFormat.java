package io.freshet.codec.json;

/**
 * The format that a rejected value looks like.
 *
 * @param description a clause such as {@code it looks like gzip}
 * @param remedy instruction to the sender, such as {@code send JSON}
 */
record SuspectedFormat(String description, String remedy) {}
