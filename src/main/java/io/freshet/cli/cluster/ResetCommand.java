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

@Command(
        name = "reset",
        header = "Forget everything learned, so that the next start learns it anew.",
        description = "Deletes the place in the input, changelogs, internal topics, dead letters and the state of this"
                + " machine. The input topics stay and are read again, and what is refused again makes new dead letters."
                + " Stop all instances first.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  freshet reset -b kafka:9092               asks before it deletes",
            "  freshet reset -b kafka:9092 --yes         does not ask",
            "  freshet reset --answers --yes             deletes the lists that were sent, too"
        })
public final class ResetCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    ClusterOptions cluster = new ClusterOptions();

    @Option(names = "--yes", description = "Do not ask.")
    boolean yes;

    @Option(
            names = "--answers",
            description = "Delete the compacted output topics as well: recommendations, trending, related, profiles.")
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
                .filter(this::isForgotten)
                .map(topic -> names.of(topic.name()))
                .toList();
        ApplicationReset reset = new ApplicationReset(settings);
        if (!yes) {
            confirm(settings, reset.topicsToDelete(topics));
        }
        ApplicationReset.Report report = reset.run(topics);
        report.topics().forEach(topic -> context.out().println("deleted topic " + topic));
        context.out()
                .println((report.groupDeleted() ? "forgot the place in the input" : "there was no place in the input")
                        + ", deleted " + report.topics().size() + " topics and " + report.files()
                        + " files of state in " + settings.stateDirectory());
        return ExitCode.SUCCESS;
    }

    /** The inputs are read again: their dead letters would stand there twice. */
    private boolean isForgotten(TopicDeclaration topic) {
        return topic.direction() == Direction.INTERNAL
                || topic.name().equals(Topics.DEAD_LETTERS.name())
                || (answers && topic.direction() == Direction.OUT && topic.cleanup() == Cleanup.COMPACT);
    }

    private void confirm(RuntimeSettings settings, List<String> topics) throws IOException {
        String applicationId = settings.applicationId();
        context.err()
                .println("This deletes what " + applicationId + " has learned: local state in "
                        + settings.stateDirectory() + " and, at " + settings.bootstrapServers() + ", "
                        + (topics.isEmpty() ? "no topics." : "the topics"));
        topics.forEach(topic -> context.err().println("  " + topic));
        context.err().print("Type " + applicationId + " to go on: ");
        context.err().flush();
        String answer = context.in().readLine();
        if (answer == null || !answer.strip().equals(applicationId)) {
            throw CommandFailure.because("nothing was deleted", "type the application id, or use --yes");
        }
    }
}
