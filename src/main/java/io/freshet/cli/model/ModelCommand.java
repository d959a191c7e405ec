package io.freshet.cli.model;

import io.freshet.cli.CommandContext;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups the commands that create, inspect and evaluate word vector models. */
@Command(
        name = "model",
        header = "Import, merge, export, inspect and evaluate word vectors.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  freshet model import glove.6B.100d.txt -o en.model --format glove",
            "  freshet model nearest en.model france",
            "  freshet model analogy en.model man king woman",
            "  freshet model evaluate en.model --analogies questions-words.txt"
        })
public final class ModelCommand implements Runnable {

    @Spec
    CommandSpec spec = CommandSpec.create();

    private ModelCommand() {}

    /** Builds the command with its subcommands. */
    public static CommandLine commandLine(CommandContext context) {
        CommandLine model = new CommandLine(new ModelCommand());
        List.of(
                        new ModelImportCommand(context),
                        new ModelInfoCommand(context),
                        new ModelNearestCommand(context),
                        new ModelAnalogyCommand(context),
                        new ModelEvaluateCommand(context),
                        new ModelJudgeCommand(context),
                        new ModelLearnCommand(context),
                        new ModelMergeCommand(context),
                        new ModelExportCommand(context),
                        new ModelRemoteCommand.Snapshot(context),
                        new ModelRemoteCommand.RollBack(context))
                .forEach(model::addSubcommand);
        model.getCommandSpec()
                .usageMessage()
                .synopsisSubcommandLabel(
                        "(" + String.join(" | ", model.getSubcommands().keySet()) + ")");
        return model;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Missing subcommand: " + String.join(", ", spec.subcommands().keySet()));
    }
}
