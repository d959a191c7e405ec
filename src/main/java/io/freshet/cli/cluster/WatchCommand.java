package io.freshet.cli.cluster;

import io.freshet.cli.ClusterOptions;
import io.freshet.cli.CommandContext;
import io.freshet.cli.CommandFailure;
import io.freshet.cli.ExitCode;
import io.freshet.cli.InstanceSettings;
import io.freshet.codec.RejectedEventException;
import io.freshet.codec.contract.TopicNames;
import io.freshet.codec.contract.Topics;
import io.freshet.codec.json.AnswerDecoder;
import io.freshet.config.Configuration;
import io.freshet.event.ArticleProfile;
import io.freshet.event.Recommendations;
import io.freshet.event.RecommendedArticle;
import io.freshet.event.Trending;
import io.freshet.runtime.RuntimeSettings;
import io.freshet.web.page.ReasonText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "watch",
        header = "Follow the lists as they are made.",
        description =
                "Prints every new list, or those of one reader, or the most-read lists, until it is stopped. Says on"
                        + " standard error what it waits for.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  freshet watch                                 every list",
            "  freshet watch --user alice -b kafka:9092      the lists of one reader",
            "  freshet watch --trending --json | jq .scope"
        })
public final class WatchCommand implements Callable<Integer> {
    private static final int TITLES_MAX = 50_000;
    private static final int LINES_SHOWN = 5;
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final CommandContext context;
    private final Map<String, String> titles = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > TITLES_MAX;
        }
    };

    @Option(names = "--user", paramLabel = "ID", description = "Only the lists of this reader.")
    @Nullable
    String user;

    @Option(names = "--trending", description = "The most-read lists instead.")
    boolean trending;

    @Option(names = "--json", description = "Print the values as they are, a line each.")
    boolean json;

    @Option(names = "--limit", paramLabel = "LISTS", description = "End after so many lists.")
    long limit = Long.MAX_VALUE;

    @Mixin
    ClusterOptions cluster = new ClusterOptions();

    public WatchCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (trending && user != null) {
            throw CommandFailure.usage("--trending and --user do not go together", "use one of them");
        }
        Configuration configuration = cluster.load(context);
        RuntimeSettings settings = InstanceSettings.runtime(configuration);
        TopicNames names = InstanceSettings.topicNames(configuration);
        String watched = names.of(trending ? Topics.TRENDING : Topics.RECOMMENDATIONS);
        String profiles = names.of(Topics.ARTICLE_PROFILES);
        long shown = 0;
        long others = 0;
        try (TopicTail tail = TopicTail.open(settings.clientProperties(), watched, json ? null : profiles)) {
            say("waiting for " + wanted() + " on " + watched + " from now on; Ctrl-C stops");
            long patientUntilNanos = System.nanoTime() + PATIENCE.toNanos();
            boolean advised = false;
            while (shown < limit
                    && !context.stop().isStopped()
                    && !context.out().checkError()) {
                for (ConsumerRecord<byte[], byte[]> record : tail.poll(POLL)) {
                    if (record.topic().equals(profiles)) {
                        learnTitle(record.value());
                    } else if (!isWanted(record)) {
                        others++;
                    } else if (shown < limit) {
                        show(record);
                        shown++;
                    }
                }
                if (shown == 0 && !advised && System.nanoTime() - patientUntilNanos >= 0) {
                    say(advice(others, names));
                    advised = true;
                }
            }
        }
        return ExitCode.SUCCESS;
    }

    private String wanted() {
        if (trending) {
            return "most-read lists";
        }
        return user == null ? "lists" : "lists of reader " + user;
    }

    /** A hint for when nothing came. */
    private String advice(long others, TopicNames names) {
        if (others > 0) {
            return "nothing for " + PATIENCE.toSeconds() + " s, but " + others
                    + " lists of other readers: check the id, or watch without --user";
        }
        return "nothing for " + PATIENCE.toSeconds() + " s: lists are made while an instance runs ('freshet run') and"
                + " clicks arrive on " + names.of(Topics.CLICKS);
    }

    /** To standard error, so that what is printed can be piped. */
    private void say(String line) {
        context.err().println("freshet watch: " + line);
    }

    private boolean isWanted(ConsumerRecord<byte[], byte[]> record) {
        return record.key() != null && (user == null || user.equals(new String(record.key(), StandardCharsets.UTF_8)));
    }

    private void show(ConsumerRecord<byte[], byte[]> record) {
        byte @Nullable [] value = record.value();
        String key = new String(record.key(), StandardCharsets.UTF_8);
        if (value == null) {
            context.out().println(json ? "null" : key + ": erased");
        } else if (json) {
            context.out().println(new String(value, StandardCharsets.UTF_8));
        } else {
            try {
                if (trending) {
                    show(AnswerDecoder.trending(value));
                } else {
                    show(AnswerDecoder.recommendations(value));
                }
            } catch (RejectedEventException foreign) {
                context.err().println(key + ": not a list of Freshet: " + foreign.getMessage());
            }
        }
    }

    private void show(Recommendations list) {
        context.out()
                .println(Instant.ofEpochMilli(list.generatedAtMillis()) + "  " + list.userId() + "  ("
                        + list.trigger().name().toLowerCase(Locale.ROOT) + ")");
        int rank = 0;
        for (RecommendedArticle item : list.items()) {
            if (++rank > LINES_SHOWN) {
                context.out().println("      and " + (list.items().size() - LINES_SHOWN) + " more");
                break;
            }
            String why = item.reasons().isEmpty()
                    ? ""
                    : "  — " + ReasonText.of(item.reasons().get(0), this::title);
            context.out().println(String.format(Locale.ROOT, "  %2d  %s%s", rank, title(item.articleId()), why));
        }
    }

    private void show(Trending list) {
        context.out().println(Instant.ofEpochMilli(list.generatedAtMillis()) + "  " + list.scope());
        int rank = 0;
        for (Trending.Item item : list.items()) {
            if (++rank > LINES_SHOWN) {
                break;
            }
            context.out()
                    .println(String.format(
                            Locale.ROOT, "  %2d  %s  (%,d reads)", rank, title(item.articleId()), item.clicks()));
        }
    }

    private void learnTitle(byte @Nullable [] value) {
        if (value == null) {
            return;
        }
        try {
            ArticleProfile profile = AnswerDecoder.articleProfile(value);
            titles.put(profile.articleId(), profile.title());
        } catch (RejectedEventException foreign) {
            context.err().println("not a profile of Freshet: " + foreign.getMessage());
        }
    }

    private String title(String articleId) {
        return titles.getOrDefault(articleId, articleId);
    }
}
