package io.freshet.cli.cluster;

import io.freshet.cli.ClusterOptions;
import io.freshet.cli.CommandContext;
import io.freshet.cli.CommandFailure;
import io.freshet.cli.ExitCode;
import io.freshet.cli.InstanceSettings;
import io.freshet.config.Configuration;
import io.freshet.config.ConfigurationKeys;
import io.freshet.runtime.topics.TopicAdministration;
import io.freshet.runtime.topics.TopicDifference;
import io.freshet.runtime.topics.TopicState;
import io.freshet.runtime.topics.WantedTopic;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Creates, describes or checks, on the cluster, the topics that {@code topics.yaml} declares. */
@Command(
        name = "topics",
        header = "Create, describe or check the topics on the cluster.",
        synopsisSubcommandLabel = "(create | describe | check)",
        footerHeading = "%nExamples:%n",
        footer = {
            "  freshet topics create -b kafka:9092          create missing topics",
            "  freshet topics check -b kafka:9092           exit with code 1 if a topic differs",
            "  freshet topics describe -c topics.prefix=de.    topics that begin with de. instead of freshet."
        })
public final class TopicsCommand implements Runnable {
    private final CommandContext context;

    @Spec
    CommandSpec spec = CommandSpec.create();

    public TopicsCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing subcommand: create, describe or check");
    }

    @Command(
            name = "create",
            description = "Create missing topics; existing topics stay unchanged.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  freshet topics create -b kafka:9092",
                "  freshet topics create -c topics.partitions=16 -c topics.replication-factor=3"
            })
    int create(@Mixin ClusterOptions cluster) {
        Configuration configuration = cluster.load(context);
        try (TopicAdministration administration = administration(configuration)) {
            List<String> created = administration.createMissing(
                    InstanceSettings.contractTopics(configuration),
                    configuration.get(ConfigurationKeys.TOPICS_REPLICATION_FACTOR));
            created.forEach(name -> context.out().println("created " + name));
            if (created.isEmpty()) {
                context.out().println("all topics exist already");
            }
            return ExitCode.SUCCESS;
        }
    }

    @Command(
            name = "describe",
            description = "Print partitions, replicas, cleanup policy and retention of every topic on the cluster.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  freshet topics describe -b kafka:9092",
                "  freshet topics describe -c topics.prefix=de.    topics that begin with de. instead of freshet."
            })
    int describe(@Mixin ClusterOptions cluster) {
        Configuration configuration = cluster.load(context);
        List<WantedTopic> wanted = InstanceSettings.contractTopics(configuration);
        try (TopicAdministration administration = administration(configuration)) {
            Map<String, TopicState> states = administration.describe(wanted);
            for (WantedTopic topic : wanted) {
                TopicState state = states.get(topic.name());
                context.out().println(state == null ? topic.name() + "  missing" : line(state));
            }
            return ExitCode.SUCCESS;
        }
    }

    @Command(
            name = "check",
            description = "Compare the topics on the cluster with the contract; exit with code 1 if a topic differs.",
            footerHeading = "%nExamples:%n",
            footer = {"  freshet topics check -b kafka:9092", "  freshet topics check -c topics.partitions=16"})
    int check(@Mixin ClusterOptions cluster) {
        Configuration configuration = cluster.load(context);
        try (TopicAdministration administration = administration(configuration)) {
            List<TopicDifference> differences = administration.check(InstanceSettings.contractTopics(configuration));
            differences.forEach(difference -> context.out().println(difference.message()));
            if (!differences.isEmpty()) {
                throw CommandFailure.because(
                        differences.size() + " topics differ from the contract",
                        "create missing topics with 'freshet topics create'; delete wrong ones first");
            }
            context.out().println("all topics match the contract");
            return ExitCode.SUCCESS;
        }
    }

    private static TopicAdministration administration(Configuration configuration) {
        return new TopicAdministration(InstanceSettings.runtime(configuration).clientProperties());
    }

    private static String line(TopicState state) {
        String retention = state.retentionMillis() < 0 ? "" : ", " + state.retentionMillis() / 3_600_000 + " h";
        return String.format(
                Locale.ROOT,
                "%s  %d partitions, %d replicas, %s%s",
                state.name(),
                state.partitions(),
                state.replicationFactor(),
                state.cleanupPolicy(),
                state.cleanupPolicy().contains("delete") ? retention : "");
    }
}
