package io.freshet.cli.cluster;

import io.freshet.cli.ClusterOptions;
import io.freshet.cli.CommandContext;
import io.freshet.cli.CommandFailure;
import io.freshet.cli.ExitCode;
import io.freshet.cli.InstanceSettings;
import io.freshet.codec.contract.Contract;
import io.freshet.codec.contract.TopicDeclaration;
import io.freshet.codec.contract.TopicDeclaration.Cleanup;
import io.freshet.codec.contract.TopicDeclaration.Direction;
import io.freshet.codec.contract.TopicNames;
import io.freshet.codec.contract.Topics;
import io.freshet.config.Configuration;
import io.freshet.runtime.ApplicationReset;
import io.freshet.runtime.RuntimeSettings;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Deletes the state of the application, so that it learns everything again from the input topics. */
@Command(
        name = "reset",
        header = "Delete everything learned; the next start learns it again from the input topics.",
        description = "Deletes the consumer group with its offsets, changelogs, internal topics, dead letters and local"
                + " state. Input topics stay and are read again; events that are rejected again become new dead"
                + " letters. Stop all instances first.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  freshet reset -b kafka:9092               ask before deleting",
            "  freshet reset -b kafka:9092 --yes         delete without asking",
            "  freshet reset --answers --yes             delete published lists and profiles, too"
        })
public final class ResetCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    ClusterOptions cluster = new ClusterOptions();

    @Option(
            names = "--yes",
            description = "Delete without asking; default: ask, and delete only if the application id is typed.")
    boolean yes;

    @Option(
            names = "--answers",
            description = "Also delete the compacted output topics: recommendations, trending, related,"
                    + " article-profiles.")
    boolean answers;

    public ResetCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        Configuration configuration = cluster.load(context);
        RuntimeSettings settings = InstanceSettings.runtime(configuration);
        TopicNames names = InstanceSettings.topicNames(configuration);
        List<String> topics = Contract.load().topics().stream()
                .filter(this::isDeleted)
                .map(topic -> names.of(topic.name()))
                .toList();
        ApplicationReset reset = new ApplicationReset(settings);
        if (!yes) {
            confirm(settings, reset.topicsToDelete(topics));
        }
        ApplicationReset.Report report = reset.run(topics);
        report.topics().forEach(topic -> context.out().println("deleted topic " + topic));
        context.out()
                .println((report.groupDeleted() ? "deleted the consumer group" : "there was no consumer group")
                        + ", deleted " + report.topics().size() + " topics and " + report.files()
                        + " state files in " + settings.stateDirectory());
        return ExitCode.SUCCESS;
    }

    /**
     * Whether the reset deletes a topic: internal topics and dead letters always, compacted output topics only with
     * {@code --answers}. Dead letters are deleted because the inputs are read again, which writes each dead letter
     * again.
     */
    private boolean isDeleted(TopicDeclaration topic) {
        return topic.direction() == Direction.INTERNAL
                || topic.name().equals(Topics.DEAD_LETTERS.name())
                || (answers && topic.direction() == Direction.OUT && topic.cleanup() == Cleanup.COMPACT);
    }

    private void confirm(RuntimeSettings settings, List<String> topics) throws IOException {
        String applicationId = settings.applicationId();
        context.err()
                .println("This deletes everything that " + applicationId + " has learned: local state in "
                        + settings.stateDirectory() + " and, at " + settings.bootstrapServers() + ", "
                        + (topics.isEmpty() ? "no topics." : "the topics"));
        topics.forEach(topic -> context.err().println("  " + topic));
        context.err().print("Type " + applicationId + " to continue: ");
        context.err().flush();
        String answer = context.in().readLine();
        if (answer == null || !answer.strip().equals(applicationId)) {
            throw CommandFailure.because("nothing was deleted", "type the application id or use --yes");
        }
    }
}
