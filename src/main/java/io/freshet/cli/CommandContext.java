package io.freshet.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Environment that a command runs in: standard streams, environment variables, working directory and stop signal. Tests
 * pass their own.
 *
 * @param in answers to the command's questions
 * @param out results
 * @param err progress and errors
 * @param terminal whether standard input and output are a terminal: progress then redraws one line, in colour
 * @param environment environment variables of the process
 * @param workingDirectory directory against which relative paths are resolved
 * @param stop set by Ctrl-C and SIGTERM
 */
public record CommandContext(
        BufferedReader in,
        PrintStream out,
        PrintStream err,
        boolean terminal,
        Map<String, String> environment,
        Path workingDirectory,
        StopSignal stop) {

    public CommandContext {
        environment = Map.copyOf(environment);
    }

    /** Creates the context of this process, with its standard streams, environment and working directory. */
    public static CommandContext ofProcess(StopSignal stop) {
        return new CommandContext(
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
                new PrintStream(System.out, true, StandardCharsets.UTF_8),
                new PrintStream(System.err, true, StandardCharsets.UTF_8),
                isTerminal(),
                System.getenv(),
                Path.of(""),
                stop);
    }

    /** Names the working directory only, because environment variables may be secrets. */
    @Override
    public String toString() {
        return "CommandContext[workingDirectory=" + workingDirectory + "]";
    }

    /**
     * Resolves {@code output}, the file that the option {@code --output} names, against the working directory; fails if
     * that file exists and {@code overwrite} is false.
     *
     * @throws CommandFailure if the file exists and {@code overwrite} is false, if it is a directory, or if its
     *     directory does not exist
     */
    public Path newFile(Path output, boolean overwrite) {
        Path file = NamedPath.of("--output", output, workingDirectory).output();
        if (Files.exists(file) && !overwrite) {
            throw CommandFailure.because(output + " exists already", "choose another file or use --overwrite");
        }
        return file;
    }

    /**
     * Whether standard input and output of this process are a terminal. Before Java 22 only a terminal has a console;
     * from Java 22 on every process has one, and its method {@code isTerminal} tells.
     */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException beforeJava22) {
            return true;
        } catch (ReflectiveOperationException unexpected) {
            return false;
        }
    }
}
