package io.freshet.cli.cluster;

import io.freshet.cli.CommandContext;
import io.freshet.cli.ConfigurationOptions;
import io.freshet.cli.ExitCode;
import io.freshet.cli.run.Wiring;
import io.freshet.config.Configuration;
import io.freshet.config.WordKeys;
import io.freshet.topology.FreshetTopology;
import io.freshet.topology.context.Measurements;
import io.freshet.words.WordModel;
import org.apache.kafka.streams.TopologyDescription;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints the Kafka Streams topology as text or as a Mermaid flow chart. */
@Command(
        name = "topology",
        header = "Print or draw the topology: topics, processors and stores.",
        synopsisSubcommandLabel = "(print | draw)",
        footerHeading = "%nExamples:%n",
        footer = {
            "  freshet topology print                        in the notation of Kafka Streams",
            "  freshet topology draw > topology.mmd          as a Mermaid flow chart"
        })
public final class TopologyCommand implements Runnable {
    private final CommandContext context;

    @Spec
    CommandSpec spec = CommandSpec.create();

    public TopologyCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing subcommand: print or draw");
    }

    @Command(
            name = "print",
            description = "Print the topology in the notation of Kafka Streams.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  freshet topology print",
                "  freshet topology print -c topics.prefix=de.    topics that begin with de. instead of freshet."
            })
    int print(@Mixin ConfigurationOptions configuration) {
        context.out().print(description(configuration));
        return ExitCode.SUCCESS;
    }

    @Command(
            name = "draw",
            description = "Print the topology as a Mermaid flow chart.",
            footerHeading = "%nExamples:%n",
            footer = {"  freshet topology draw", "  freshet topology draw > topology.mmd"})
    int draw(@Mixin ConfigurationOptions configuration) {
        context.out().print(MermaidDiagram.of(description(configuration)));
        return ExitCode.SUCCESS;
    }

    private TopologyDescription description(ConfigurationOptions options) {
        Configuration configuration = options.load(context);
        // The topology does not depend on the words, so the model file need not exist.
        WordModel noWords = WordModel.empty(configuration.get(WordKeys.DIMENSION));
        return FreshetTopology.build(
                        Wiring.topologyContext(configuration, context.workingDirectory(), noWords, Measurements.NONE))
                .describe();
    }
}
