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
 * The world a command runs in, so that tests can give it another one.
 *
 * @param in answers to questions
 * @param out what the command was asked for
 * @param err progress, and why it failed
 * @param terminal whether a person looks at {@code out} and {@code err}: progress is drawn over itself, in colour
 * @param environment variables of the process
 * @param workingDirectory what relative paths start from
 * @param stop asked for by Ctrl-C or by the process's end
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

    /** The process's own world. */
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

    /** The working directory alone: variables of the environment may be secrets. */
    @Override
    public String toString() {
        return "CommandContext[workingDirectory=" + workingDirectory + "]";
    }

    /**
     * Where a command writes what it makes.
     *
     * @throws CommandFailure if there is a file already that is not to be replaced
     */
    public Path newFile(Path output, boolean overwrite) {
        Path file = workingDirectory.resolve(output);
        if (Files.exists(file) && !overwrite) {
            throw CommandFailure.because(output + " exists already", "choose another, or use --overwrite");
        }
        return file;
    }

    /** From Java 22 on there is always a console, which then knows whether it is a terminal; before, only a terminal has one. */
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
