package io.freshet.codec.json;

/**
 * Format that a rejected value appears to have, with advice to the sender.
 *
 * @param description a clause such as {@code it looks like gzip}
 * @param remedy instruction to the sender, such as {@code send JSON}
 */
record SuspectedFormat(String description, String remedy) {}
