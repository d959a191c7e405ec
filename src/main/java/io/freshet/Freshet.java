package io.freshet;

import io.freshet.cli.CommandContext;
import io.freshet.cli.ErrorReport;
import io.freshet.cli.Program;
import io.freshet.cli.StopSignal;
import io.freshet.cli.bench.BenchCommand;
import io.freshet.cli.bench.BenchYardstickCommand;
import io.freshet.cli.cluster.BrokerCommand;
import io.freshet.cli.cluster.ConfigCommand;
import io.freshet.cli.cluster.ReplayCommand;
import io.freshet.cli.cluster.ResetCommand;
import io.freshet.cli.cluster.TopicsCommand;
import io.freshet.cli.cluster.TopologyCommand;
import io.freshet.cli.cluster.WatchCommand;
import io.freshet.cli.demo.DemoCommand;
import io.freshet.cli.evaluate.EvaluateCommand;
import io.freshet.cli.model.ModelCommand;
import io.freshet.cli.model.PretrainCommand;
import io.freshet.cli.run.RunCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code freshet} command. */
@Command(
        name = "freshet",
        header = "Streaming real-time news recommendations on Kafka.",
        description = "A newsroom puts articles and clicks on Kafka; Freshet keeps on Kafka, for every reader, the list"
                + " of what to read next, and says why.",
        versionProvider = Program.class,
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  freshet demo                                   a newsroom and its readers, in one process",
            "  freshet run --bootstrap-servers kafka:9092     one instance of the recommender",
            "  freshet watch --user alice                     follow the lists of one reader"
        })
public final class Freshet implements Runnable {
    private static final Duration CLOSING_TIME_MAX = Duration.ofSeconds(30);

    @Spec
    CommandSpec spec = CommandSpec.create();

    private Freshet() {}

    public static void main(String[] arguments) {
        StopSignal stop = new StopSignal();
        CountDownLatch finished = new CountDownLatch(1);
        AtomicBoolean ending = new AtomicBoolean();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            ending.set(true);
                            stopAndAwait(stop, finished);
                        },
                        "freshet-stop"));
        int exitCode;
        try {
            exitCode = execute(CommandContext.ofProcess(stop), arguments);
        } finally {
            finished.countDown();
        }
        // While the process ends already, exit would wait for the thread that waits for this one.
        if (!ending.get()) {
            System.exit(exitCode);
        }
    }

    /** Runs one command in this world and returns its exit code. */
    public static int execute(CommandContext context, String... arguments) {
        return commandLine(context).execute(arguments);
    }

    /** The command with all its subcommands. */
    public static CommandLine commandLine(CommandContext context) {
        CommandLine commandLine = new CommandLine(new Freshet());
        commandLine.addSubcommand(new DemoCommand(context));
        commandLine.addSubcommand(new RunCommand(context));
        commandLine.addSubcommand(new BrokerCommand(context));
        commandLine.addSubcommand(new ReplayCommand(context));
        commandLine.addSubcommand(new WatchCommand(context));
        commandLine.addSubcommand(new TopicsCommand(context));
        commandLine.addSubcommand(new TopologyCommand(context));
        commandLine.addSubcommand(new ResetCommand(context));
        commandLine.addSubcommand(new PretrainCommand(context));
        commandLine.addSubcommand(ModelCommand.commandLine(context));
        commandLine.addSubcommand(new EvaluateCommand(context));
        commandLine.addSubcommand(
                new CommandLine(new BenchCommand(context)).addSubcommand(new BenchYardstickCommand(context)));
        commandLine.addSubcommand(new ConfigCommand(context));
        commandLine.setOut(new PrintWriter(context.out(), true, StandardCharsets.UTF_8));
        commandLine.setErr(new PrintWriter(context.err(), true, StandardCharsets.UTF_8));
        commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(context.terminal() ? Ansi.AUTO : Ansi.OFF));
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setUsageHelpWidth(100);
        commandLine.setUsageHelpAutoWidth(false);
        commandLine.getSubcommands().values().forEach(Freshet::addHelp);
        commandLine.getCommandSpec().mixinStandardHelpOptions(true);
        ErrorReport.install(commandLine);
        return commandLine;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }

    private static void addHelp(CommandLine subcommand) {
        subcommand.getCommandSpec().addMixin("help", CommandSpec.forAnnotatedObject(new HelpOption()));
        subcommand.getSubcommands().values().forEach(Freshet::addHelp);
    }

    private static void stopAndAwait(StopSignal stop, CountDownLatch finished) {
        stop.stop();
        try {
            if (!finished.await(CLOSING_TIME_MAX.toNanos(), TimeUnit.NANOSECONDS)) {
                System.err.println(
                        "freshet: did not close within " + CLOSING_TIME_MAX.toSeconds() + " s, ending anyway");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The flag that subcommands share, without the version. */
    static final class HelpOption {
        @CommandLine.Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "Show this help.")
        boolean help;
    }
}
