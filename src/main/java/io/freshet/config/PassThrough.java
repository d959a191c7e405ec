package io.freshet.config;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Prefixes of settings that Freshet passes through to Kafka, under their names without the prefix. No key of Freshet
 * starts with one of these prefixes. A property that Freshet sets itself cannot be passed through; the error names
 * Freshet's key for it.
 */
public enum PassThrough {
    /** Settings for every Kafka client: producer, consumer, admin and the clients inside Kafka Streams. */
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
    /**
     * Settings for Kafka Streams, including those for its clients and internal topics, such as {@code
     * producer.linger.ms} and {@code topic.retention.ms}.
     */
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

    /** Text shown in place of a hidden value. */
    static final String HIDDEN = "(hidden)";

    private final String prefix;
    private final String doc;

    @SuppressWarnings("ImmutableEnumChecker") // created by Map.of
    private final Map<String, String> ownKeyByReservedName;

    PassThrough(String prefix, String doc, Map<String, String> ownKeyByReservedName) {
        this.prefix = prefix;
        this.doc = doc;
        this.ownKeyByReservedName = ownKeyByReservedName;
    }

    /** Prefix of the setting names, ending with a dot. */
    public String prefix() {
        return prefix;
    }

    /** Description of the properties that may be passed through, with an example. */
    public String doc() {
        return doc;
    }

    /**
     * Constant with whose prefix the setting name {@code name} begins; empty if the name begins with none of the
     * prefixes.
     */
    static Optional<PassThrough> of(String name) {
        return Arrays.stream(values())
                .filter(passThrough ->
                        name.startsWith(passThrough.prefix) && name.length() > passThrough.prefix.length())
                .findFirst();
    }

    /**
     * Fails if the setting must not be passed through, because Freshet sets this Kafka property itself.
     *
     * @throws ConfigurationException if Freshet sets the property itself
     */
    void check(Setting setting) {
        String own = ownKeyByReservedName.get(setting.name().substring(prefix.length()));
        if (own != null) {
            throw new ConfigurationException(setting.name() + " (" + setting.origin() + ") is set by Freshet itself: "
                    + (own.isEmpty() ? "remove it" : "use " + own));
        }
    }

    /**
     * Value of a setting for output, logs and errors: {@link #HIDDEN} unless it is empty or the setting is known to be
     * harmless.
     *
     * @throws IllegalArgumentException if the setting does not have this prefix
     */
    String shown(Setting setting) {
        if (!setting.name().startsWith(prefix)) {
            throw new IllegalArgumentException(setting.name() + " does not start with " + prefix);
        }
        String text = setting.text().trim();
        return text.isEmpty() || ShownSettings.contains(setting.name().substring(prefix.length())) ? text : HIDDEN;
    }

    /**
     * Names of the Freshet settings to use instead of the Kafka properties that {@link #check} rejects. An empty text
     * stands for a property without such a setting.
     */
    Collection<String> ownKeys() {
        return ownKeyByReservedName.values();
    }
}
