package io.freshet.cli;

import io.freshet.Freshet;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Runs a real command in this process, with its own streams, environment and working directory. */
public final class CommandHarness {
    private final Path workingDirectory;
    private final Map<String, String> environment = new HashMap<>();
    private final StopSignal stop = new StopSignal();
    private String answers = "";

    public CommandHarness(Path workingDirectory) {
        this.workingDirectory = workingDirectory;
    }

    public CommandHarness withVariable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Sets the lines that the command reads as answers to its questions. */
    CommandHarness answering(String lines) {
        answers = lines;
        return this;
    }

    /** Signal that stops a command which would otherwise run on. */
    StopSignal stop() {
        return stop;
    }

    public Outcome run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        CommandContext context = new CommandContext(
                new BufferedReader(new StringReader(answers)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                environment,
                workingDirectory,
                stop);
        int exitCode = Freshet.execute(context, arguments);
        return new Outcome(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Exit code and output of a command. */
    public record Outcome(int exitCode, String out, String err) {}
}
