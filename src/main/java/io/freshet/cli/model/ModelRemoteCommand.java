package io.freshet.cli.model;

import io.freshet.cli.ClusterOptions;
import io.freshet.cli.CommandContext;
import io.freshet.cli.CommandFailure;
import io.freshet.cli.ExitCode;
import io.freshet.cli.InstanceSettings;
import io.freshet.config.Configuration;
import io.freshet.runtime.RuntimeSettings;
import io.freshet.runtime.topics.TopicAdministration;
import io.freshet.topology.message.InternalTopics;
import io.freshet.topology.message.WordCommand;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serdes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Sends a command about the learned words to the running application, through the topic {@code word-commands}. */
abstract sealed class ModelRemoteCommand implements Callable<Integer> {
    private final CommandContext context;
    private final WordCommand command;
    private final String confirmation;

    @Mixin
    ClusterOptions cluster = new ClusterOptions();

    private ModelRemoteCommand(CommandContext context, WordCommand command, String confirmation) {
        this.context = context;
        this.command = command;
        this.confirmation = confirmation;
    }

    /** Requests a snapshot of the learned words. */
    @Command(
            name = "snapshot",
            header = "Take a snapshot of the learned words of a running Freshet, for a later rollback.",
            description = "Freshet also takes a snapshot every words.snapshot-articles articles while the drift of the"
                    + " words is small. The metric freshet_word_snapshots counts snapshots.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  freshet model snapshot -b kafka:9092        before a doubtful batch of articles",
                "  freshet model snapshot -c topics.prefix=de.    of the application whose topics begin with de."
            })
    static final class Snapshot extends ModelRemoteCommand {
        Snapshot(CommandContext context) {
            super(context, WordCommand.SNAPSHOT, "requested a snapshot of the learned words");
        }
    }

    /** Requests a rollback of the learned words to the last snapshot. */
    @Command(
            name = "roll-back",
            header = "Roll the learned words of a running Freshet back to the last snapshot.",
            description = "Freshet also rolls back when the mean cosine of frequent words to their original vectors"
                    + " falls below words.roll-back-below. The metric freshet_word_rollbacks counts rollbacks.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  freshet model roll-back -b kafka:9092",
                "  freshet model roll-back -c topics.prefix=de.    of the application whose topics begin with de."
            })
    static final class RollBack extends ModelRemoteCommand {
        RollBack(CommandContext context) {
            super(context, WordCommand.ROLL_BACK, "requested a rollback to the last snapshot of the learned words");
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        Configuration configuration = cluster.load(context);
        RuntimeSettings settings = InstanceSettings.runtime(configuration);
        Map<String, Object> properties = new HashMap<>(settings.clientProperties());
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 20_000L);
        String topic = InstanceSettings.topicNames(configuration).of(InternalTopics.WORD_COMMANDS);
        requireTopic(topic, settings);
        try (KafkaProducer<String, WordCommand> producer = new KafkaProducer<>(
                properties,
                Serdes.String().serializer(),
                InternalTopics.WORD_COMMANDS.valueSerde().serializer())) {
            producer.send(new ProducerRecord<>(topic, settings.applicationId(), command))
                    .get();
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            throw CommandFailure.because(
                    "Kafka rejected the command: " + cause.getMessage(),
                    "check --bootstrap-servers, and the topics with 'freshet topics check'",
                    failed);
        }
        context.out()
                .println(confirmation + "; the instance that learns words reports the result in its log and metrics");
        return ExitCode.SUCCESS;
    }

    /** Fails if the topic does not exist: a producer would wait for it and blame the metadata. */
    private static void requireTopic(String topic, RuntimeSettings settings) {
        try (TopicAdministration administration = new TopicAdministration(settings.clientProperties())) {
            if (administration.describeAll(List.of(topic)).isEmpty()) {
                throw CommandFailure.because(
                        "there is no topic " + topic + " at " + settings.bootstrapServers(),
                        "start an instance with 'freshet run', or correct -c topics.prefix=");
            }
        }
    }
}
