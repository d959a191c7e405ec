package io.freshet.cli.bench;

import io.freshet.codec.contract.TopicNames;
import io.freshet.codec.contract.Topics;
import io.freshet.config.ProcessingGuarantee;
import io.freshet.topology.message.InternalTopics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * System that the benchmark measures, with one processing guarantee: Freshet or the yardstick, a minimal topology for
 * comparison. Each has its own topics, consumer group and state on the shared broker.
 */
record SystemUnderTest(Kind kind, ProcessingGuarantee guarantee) {

    enum Kind {
        YARDSTICK,
        FRESHET
    }

    boolean isFreshet() {
        return kind == Kind.FRESHET;
    }

    String label() {
        return (isFreshet() ? "Freshet" : "yardstick") + ", " + guaranteeLabel();
    }

    String guaranteeLabel() {
        return guarantee == ProcessingGuarantee.EXACTLY_ONCE_V2 ? "exactly once" : "at least once";
    }

    /** Unique name, after which processes, consumer group and directories are named. */
    String id() {
        return (isFreshet() ? "freshet-" : "yardstick-")
                + (guarantee == ProcessingGuarantee.EXACTLY_ONCE_V2 ? "exactly" : "atleast");
    }

    TopicNames names() {
        return new TopicNames(id() + ".");
    }

    /**
     * Full names of the topics that the instances consume. Once all events are processed, their lag consists of
     * transaction markers only.
     */
    List<String> consumedTopics() {
        Stream<String> plain = isFreshet()
                ? Stream.of(
                        Topics.ARTICLES.name(),
                        Topics.CLICKS.name(),
                        InternalTopics.READS_BY_ARTICLE.name(),
                        InternalTopics.ARTICLE_WORDS.name(),
                        InternalTopics.ARTICLE_POPULARITY.name(),
                        InternalTopics.ANNOUNCEMENTS.name())
                : Stream.of(Topics.CLICKS.name());
        return plain.map(names()::of).toList();
    }

    /**
     * Settings of this system's instances and clients, each {@code KEY=VALUE}: application id, topic prefix,
     * replication factor and processing guarantee.
     */
    List<String> settings() {
        return List.of(
                "application.id=" + id(),
                "topics.prefix=" + names().prefix(),
                "topics.replication-factor=1",
                "processing.guarantee=" + guarantee.name().toLowerCase(Locale.ROOT));
    }

    /** Arguments of {@code freshet} that start an instance. */
    List<String> command() {
        return isFreshet() ? List.of("run") : List.of("bench", "yardstick");
    }

    /**
     * Pattern that matches an instance's output once the instance is ready; the first group is the URL of the live
     * page. The yardstick has no page, so its group is a meaningless text.
     */
    Pattern readyOutput() {
        return Pattern.compile(isFreshet() ? "(?s)page at (\\S+).*Freshet runs" : "(The yardstick runs)");
    }

    /** Converts settings {@code KEY=VALUE} to command-line arguments: {@code -c} before each setting. */
    static List<String> flags(List<String> settings) {
        List<String> flags = new ArrayList<>();
        settings.forEach(setting -> flags.addAll(List.of("-c", setting)));
        return flags;
    }
}
