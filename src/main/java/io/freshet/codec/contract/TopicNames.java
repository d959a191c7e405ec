package io.freshet.codec.contract;

import java.util.regex.Pattern;

/**
 * Names of topics on the broker: a prefix and the plain name, so that several newsrooms can share one cluster.
 *
 * @param prefix such as {@code freshet.}; may be empty
 */
public record TopicNames(String prefix) {
    /** Topic prefix unless the configuration sets another. */
    public static final String DEFAULT_PREFIX = "freshet.";

    /**
     * Longest prefix, in characters. Kafka's limit is 249 characters a name; the longest plain name and a changelog's
     * suffix must fit after the prefix.
     */
    public static final int PREFIX_CHARS_MAX = 100;

    private static final Pattern LEGAL = Pattern.compile("[a-zA-Z0-9._-]*");

    public TopicNames {
        if (prefix.length() > PREFIX_CHARS_MAX || !LEGAL.matcher(prefix).matches()) {
            throw new IllegalArgumentException("topic prefix is \"" + prefix + "\", expected at most "
                    + PREFIX_CHARS_MAX + " letters, digits, dots, underscores and hyphens");
        }
    }

    /** Names with the default prefix. */
    public static TopicNames withDefaultPrefix() {
        return new TopicNames(DEFAULT_PREFIX);
    }

    /** Returns the name of a topic on the broker, prefix included. */
    public String of(Topic<?, ?> topic) {
        return of(topic.name());
    }

    /** Returns the name of a topic on the broker: the prefix followed by {@code plainName}. */
    public String of(String plainName) {
        return prefix + plainName;
    }
}
