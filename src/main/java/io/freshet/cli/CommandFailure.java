package io.freshet.cli;

import org.jspecify.annotations.Nullable;

/** A failure of a command. The message is one line: the problem and what to do about it. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private CommandFailure(String message, int exitCode, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** Reports a failure with exit code 1. */
    public static CommandFailure because(String problem, String remedy) {
        return new CommandFailure(problem + ": " + remedy, ExitCode.FAILURE, null);
    }

    /** Reports a failure with exit code 1 and its cause. */
    public static CommandFailure because(String problem, String remedy, Throwable cause) {
        return new CommandFailure(problem + ": " + remedy, ExitCode.FAILURE, cause);
    }

    /** Repeats the message of a cause, which names its own remedy, and adds a second way out as a sentence. */
    static CommandFailure withAlternative(Throwable cause, String alternative) {
        return new CommandFailure(cause.getMessage() + ". " + alternative, ExitCode.FAILURE, cause);
    }

    /** Reports wrong usage, such as a value out of range, with exit code 2. */
    public static CommandFailure usage(String problem, String remedy) {
        return new CommandFailure(problem + ": " + remedy, ExitCode.USAGE, null);
    }

    int exitCode() {
        return exitCode;
    }
}
