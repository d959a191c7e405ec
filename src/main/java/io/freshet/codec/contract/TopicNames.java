package io.freshet.codec.contract;

import java.util.regex.Pattern;

/**
 * The names of topics on the broker: the plain name after a prefix, so that several newsrooms share one cluster.
 *
 * @param prefix such as {@code freshet.}; may be empty
 */
public record TopicNames(String prefix) {
    /** The prefix unless configured otherwise. */
    public static final String DEFAULT_PREFIX = "freshet.";

    /** Kafka allows names of 249 characters; the longest of ours and a changelog's suffix need room after the prefix. */
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

    /** The name of a topic on the broker. */
    public String of(Topic<?, ?> topic) {
        return of(topic.name());
    }

    /** The name on the broker of a topic given by its plain name. */
    public String of(String plainName) {
        return prefix + plainName;
    }
}
