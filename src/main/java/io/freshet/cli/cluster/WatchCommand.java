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
import io.freshet.collection.BoundedMap;
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
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints recommendation lists or most-read lists as they are published. */
@Command(
        name = "watch",
        header = "Print lists as they are published.",
        description =
                "Prints new recommendation lists, of all readers or one, or most-read lists, until Ctrl-C or --limit."
                        + " Progress goes to standard error.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  freshet watch                                 lists of all readers",
            "  freshet watch --user alice -b kafka:9092      lists of one reader",
            "  freshet watch --trending --json | jq .scope"
        })
public final class WatchCommand implements Callable<Integer> {
    private static final int TITLES_MAX = 50_000;
    private static final int LINES_SHOWN = 5;
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);
    private static final Duration HINT_DELAY = Duration.ofSeconds(30);

    private final CommandContext context;
    private final Map<String, String> titles = BoundedMap.evictingOldest(TITLES_MAX);

    @Option(names = "--user", paramLabel = "ID", description = "Reader whose lists are printed; default: all readers.")
    @Nullable
    String user;

    @Option(names = "--trending", description = "Print most-read lists; default: recommendation lists.")
    boolean trending;

    @Option(names = "--json", description = "Print the JSON of each list on one line; default: text with titles.")
    boolean json;

    @Option(names = "--limit", paramLabel = "LISTS", description = "Stop after this many lists; default: no limit.")
    long limit = Long.MAX_VALUE;

    @Mixin
    ClusterOptions cluster = new ClusterOptions();

    public WatchCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (trending && user != null) {
            throw CommandFailure.usage("--trending and --user exclude each other", "use one of them");
        }
        if (limit < 1) {
            throw CommandFailure.usage("--limit is " + limit, "give 1 or more");
        }
        Configuration configuration = cluster.load(context);
        RuntimeSettings settings = InstanceSettings.runtime(configuration);
        TopicNames names = InstanceSettings.topicNames(configuration);
        String topic = names.of(trending ? Topics.TRENDING : Topics.RECOMMENDATIONS);
        String profiles = names.of(Topics.ARTICLE_PROFILES);
        long shown = 0;
        long otherLists = 0;
        try (TopicTail tail = TopicTail.open(settings.clientProperties(), topic, json ? null : profiles)) {
            log("waiting for new " + subject() + " on " + topic + "; Ctrl-C stops");
            long hintNanos = System.nanoTime() + HINT_DELAY.toNanos();
            boolean hinted = false;
            while (shown < limit
                    && !context.stop().isStopped()
                    && !context.out().checkError()) {
                for (ConsumerRecord<byte[], byte[]> record : tail.poll(POLL_TIMEOUT)) {
                    if (record.topic().equals(profiles)) {
                        rememberTitle(record.value());
                    } else if (!isWanted(record)) {
                        otherLists++;
                    } else if (shown < limit) {
                        show(record);
                        shown++;
                    }
                }
                if (shown == 0 && !hinted && System.nanoTime() - hintNanos >= 0) {
                    log(hint(otherLists, names));
                    hinted = true;
                }
            }
        }
        return ExitCode.SUCCESS;
    }

    private String subject() {
        if (trending) {
            return "most-read lists";
        }
        return user == null ? "lists" : "lists of reader " + user;
    }

    /**
     * Suggests why no list was printed yet; {@code otherLists} is the number of lists received for readers other than
     * {@code --user}.
     */
    private String hint(long otherLists, TopicNames names) {
        if (otherLists > 0) {
            return "no list for " + HINT_DELAY.toSeconds() + " s, but " + otherLists
                    + " lists of other readers: check the id or watch without --user";
        }
        return "no list for " + HINT_DELAY.toSeconds() + " s: check that an instance runs ('freshet run') and that"
                + " clicks arrive on " + names.of(Topics.CLICKS);
    }

    /** Prints a line to standard error, so that standard output holds lists only. */
    private void log(String line) {
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
                context.err().println(key + ": skipped a value that is not a list of Freshet: " + foreign.getMessage());
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

    private void rememberTitle(byte @Nullable [] value) {
        if (value == null) {
            return;
        }
        try {
            ArticleProfile profile = AnswerDecoder.articleProfile(value);
            titles.put(profile.articleId(), profile.title());
        } catch (RejectedEventException foreign) {
            context.err().println("skipped a value that is not a profile of Freshet: " + foreign.getMessage());
        }
    }

    private String title(String articleId) {
        return titles.getOrDefault(articleId, articleId);
    }
}
