package io.freshet.config;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Settings that are not ours: what follows the prefix is handed on as it stands. No key of ours starts with one of
 * these prefixes. What Freshet sets itself cannot be passed through; the message names the key of ours to use.
 */
public enum PassThrough {
    /** To every Kafka client: producer, consumer, admin and those inside Kafka Streams. */
    KAFKA(
            "kafka.",
            "any setting of Kafka clients, such as kafka.security.protocol",
            Map.of(
                    "bootstrap.servers", "bootstrap.servers",
                    "group.id", "application.id",
                    "key.serializer", "",
                    "value.serializer", "",
                    "key.deserializer", "",
                    "value.deserializer", "")),
    /** To Kafka Streams, including its {@code producer.}, {@code consumer.} and {@code topic.} prefixes. */
    STREAMS(
            "streams.",
            "any setting of Kafka Streams, such as streams.producer.linger.ms",
            Map.of(
                    "bootstrap.servers", "bootstrap.servers",
                    "application.id", "application.id",
                    "application.server", "http.advertised",
                    "processing.guarantee", "processing.guarantee",
                    "num.stream.threads", "processing.threads",
                    "commit.interval.ms", "processing.commit-interval",
                    "num.standby.replicas", "processing.standby-replicas",
                    "replication.factor", "topics.replication-factor",
                    "state.dir", "state.directory",
                    "errors.dead.letter.queue.topic.name", ""));

    /** Stands in place of a value that is not shown. */
    static final String HIDDEN = "(hidden)";

    private final String prefix;
    private final String doc;

    @SuppressWarnings("ImmutableEnumChecker") // made by Map.of
    private final Map<String, String> ownKeyByReservedName;

    PassThrough(String prefix, String doc, Map<String, String> ownKeyByReservedName) {
        this.prefix = prefix;
        this.doc = doc;
        this.ownKeyByReservedName = ownKeyByReservedName;
    }

    /** Prefix of its names, ending with a dot. */
    public String prefix() {
        return prefix;
    }

    /** The properties that may be passed, with an example. */
    public String doc() {
        return doc;
    }

    /** The prefix this name falls under. */
    static Optional<PassThrough> of(String name) {
        return Arrays.stream(values())
                .filter(passThrough ->
                        name.startsWith(passThrough.prefix) && name.length() > passThrough.prefix.length())
                .findFirst();
    }

    /**
     * Checks that the setting may be passed through.
     *
     * @throws ConfigurationException if Freshet sets it itself
     */
    void check(Setting setting) {
        String own = ownKeyByReservedName.get(setting.name().substring(prefix.length()));
        if (own != null) {
            throw new ConfigurationException(setting.name() + " (" + setting.origin() + ") is set by Freshet itself: "
                    + (own.isEmpty() ? "remove it" : "use " + own));
        }
    }

    /**
     * The value as output, logs and errors may have it: hidden unless the setting is known to be harmless.
     *
     * @throws IllegalArgumentException if the setting does not fall under this prefix
     */
    String shown(Setting setting) {
        if (!setting.name().startsWith(prefix)) {
            throw new IllegalArgumentException(setting.name() + " does not start with " + prefix);
        }
        String text = setting.text().trim();
        return text.isEmpty() || ShownSettings.contains(setting.name().substring(prefix.length())) ? text : HIDDEN;
    }

    /** The names of ours that stand in for what is reserved. */
    Collection<String> ownKeys() {
        return ownKeyByReservedName.values();
    }
}
