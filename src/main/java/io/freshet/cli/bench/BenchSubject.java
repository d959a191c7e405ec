package io.freshet.cli.bench;

import io.freshet.codec.contract.TopicNames;
import io.freshet.codec.contract.Topics;
import io.freshet.config.ProcessingGuarantee;
import io.freshet.topology.message.InternalTopics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What is measured: the recommender, or the bare pass-through as a yardstick, under one guarantee. Each has topics, a
 * group and state of its own on the same broker.
 */
record BenchSubject(Kind kind, ProcessingGuarantee guarantee) {

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

    /** Names its processes, its group and its directory. */
    String id() {
        return (isFreshet() ? "freshet-" : "yardstick-")
                + (guarantee == ProcessingGuarantee.EXACTLY_ONCE_V2 ? "exactly" : "atleast");
    }

    TopicNames names() {
        return new TopicNames(id() + ".");
    }

    /** Full names of the topics that must be empty of work before everything sent has had its effect. */
    List<String> worked() {
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

    /** The settings every client and instance of it has, each {@code KEY=VALUE}. */
    List<String> settings() {
        return List.of(
                "application.id=" + id(),
                "topics.prefix=" + names().prefix(),
                "topics.replication-factor=1",
                "processing.guarantee=" + guarantee.name().toLowerCase(Locale.ROOT));
    }

    /** The arguments of {@code freshet} that start an instance of it. */
    List<String> command() {
        return isFreshet() ? List.of("run") : List.of("bench", "yardstick");
    }

    /** The log line that shows that it runs, with the address of its page if it has one. */
    java.util.regex.Pattern running() {
        return java.util.regex.Pattern.compile(
                isFreshet() ? "(?s)page at (\\S+).*Freshet runs" : "(The yardstick runs)");
    }

    /** The settings as flags of a command line. */
    static List<String> flags(List<String> settings) {
        List<String> flags = new ArrayList<>();
        settings.forEach(setting -> flags.addAll(List.of("-c", setting)));
        return flags;
    }
}
