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

/** Entry point of the program: builds the {@code freshet} command with all subcommands and runs one of them. */
@Command(
        name = "freshet",
        header = "Streaming real-time news recommendations on Kafka.",
        description = "Reads articles and clicks from Kafka topics and publishes, for every reader, a ranked list of"
                + " articles to read next, with reasons. 'freshet COMMAND --help' describes a command and its options;"
                + " docs/tutorial.md shows the first steps.",
        versionProvider = Program.class,
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  freshet demo                                   simulate a newsroom and its readers in one process",
            "  freshet run --bootstrap-servers kafka:9092     run one instance of the recommender",
            "  freshet watch --user alice                     print each new list of one reader"
        })
public final class Freshet implements Runnable {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

    @Spec
    CommandSpec spec = CommandSpec.create();

    private Freshet() {}

    public static void main(String[] arguments) {
        StopSignal stop = new StopSignal();
        CountDownLatch finished = new CountDownLatch(1);
        AtomicBoolean shuttingDown = new AtomicBoolean();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            shuttingDown.set(true);
                            stopAndAwait(stop, finished);
                        },
                        "freshet-stop"));
        int exitCode;
        try {
            exitCode = execute(CommandContext.ofProcess(stop), arguments);
        } finally {
            finished.countDown();
        }
        // During shutdown System.exit would wait for the shutdown hook, and the hook waits for this thread: a deadlock.
        if (!shuttingDown.get()) {
            System.exit(exitCode);
        }
    }

    /** Runs the command that {@code arguments} name, in the given context, and returns its exit code. */
    public static int execute(CommandContext context, String... arguments) {
        return commandLine(context).execute(arguments);
    }

    /** Builds the {@code freshet} command with all its subcommands. */
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
        commandLine.addSubcommand(EvaluateCommand.commandLine(context));
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
        if (finished.getCount() == 0) {
            // The command has ended by itself; its actions for a stop must not run.
            return;
        }
        stop.stop();
        try {
            if (!finished.await(CLOSE_TIMEOUT.toNanos(), TimeUnit.NANOSECONDS)) {
                System.err.println(
                        "freshet: the command did not stop within " + CLOSE_TIMEOUT.toSeconds() + " s; exiting");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The help flag of every subcommand; only {@code freshet} itself also has {@code --version}. */
    static final class HelpOption {
        @CommandLine.Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "Show this help and exit.")
        boolean help;
    }
}
