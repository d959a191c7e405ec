package io.freshet.cli.model;

import io.freshet.cli.ClusterOptions;
import io.freshet.cli.CommandContext;
import io.freshet.cli.CommandFailure;
import io.freshet.cli.ExitCode;
import io.freshet.cli.InstanceSettings;
import io.freshet.config.Configuration;
import io.freshet.runtime.RuntimeSettings;
import io.freshet.topology.message.InternalTopics;
import io.freshet.topology.message.WordCommand;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serdes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Asks the running application for something about its learned words, through a topic. */
abstract sealed class ModelAskCommand implements Callable<Integer> {
    private final CommandContext context;
    private final WordCommand command;
    private final String told;

    @Mixin
    ClusterOptions cluster = new ClusterOptions();

    private ModelAskCommand(CommandContext context, WordCommand command, String told) {
        this.context = context;
        this.command = command;
        this.told = told;
    }

    @Command(
            name = "snapshot",
            header = "Have a running Freshet keep its learned words as they are, to go back to.",
            description =
                    "It takes snapshots by itself, too, every words.snapshot-articles articles while the words are"
                            + " well. freshet_word_snapshots of /metrics counts them.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  freshet model snapshot -b kafka:9092        before articles nobody can vouch for",
                "  freshet model snapshot -c topics.prefix=de."
            })
    static final class Snapshot extends ModelAskCommand {
        Snapshot(CommandContext context) {
            super(context, WordCommand.SNAPSHOT, "asked for a snapshot of the learned words");
        }
    }

    @Command(
            name = "roll-back",
            header = "Have a running Freshet take back the words it learned since the last snapshot.",
            description = "It does so by itself, too, when words.roll-back-below is reached. freshet_word_returns of"
                    + " /metrics counts it.",
            footerHeading = "%nExamples:%n",
            footer = {"  freshet model roll-back -b kafka:9092", "  freshet model roll-back -c topics.prefix=de."})
    static final class RollBack extends ModelAskCommand {
        RollBack(CommandContext context) {
            super(context, WordCommand.ROLL_BACK, "asked for the last snapshot of the learned words");
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        Configuration configuration = cluster.load(context);
        RuntimeSettings settings = InstanceSettings.runtime(configuration);
        Map<String, Object> properties = new HashMap<>(settings.clientProperties());
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 20_000L);
        String topic = InstanceSettings.topicNames(configuration).of(InternalTopics.WORD_COMMANDS);
        try (KafkaProducer<String, WordCommand> producer = new KafkaProducer<>(
                properties,
                Serdes.String().serializer(),
                InternalTopics.WORD_COMMANDS.valueSerde().serializer())) {
            producer.send(new ProducerRecord<>(topic, settings.applicationId(), command))
                    .get();
        } catch (ExecutionException failed) {
            throw CommandFailure.because(
                    "Kafka did not take the command: " + failed.getCause(),
                    "check --bootstrap-servers, and the topics with 'freshet topics check'",
                    failed);
        }
        context.out().println(told + "; the instance that learns words says in its log and metrics when it is done");
        return ExitCode.SUCCESS;
    }
}
