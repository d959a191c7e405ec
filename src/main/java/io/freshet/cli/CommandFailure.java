package io.freshet.cli;

import org.jspecify.annotations.Nullable;

/** Ends a command with an exit code and a one-line message: the problem and what to do about it. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private CommandFailure(String message, int exitCode, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** Creates a failure with exit code 1 and the message {@code problem: remedy}. */
    public static CommandFailure because(String problem, String remedy) {
        return new CommandFailure(problem + ": " + remedy, ExitCode.FAILURE, null);
    }

    /** Creates a failure with exit code 1, the message {@code problem: remedy} and a cause. */
    public static CommandFailure because(String problem, String remedy, Throwable cause) {
        return new CommandFailure(problem + ": " + remedy, ExitCode.FAILURE, cause);
    }

    /**
     * Creates a failure with exit code 1 and the message of {@code cause}, followed by another remedy, {@code
     * alternative}.
     *
     * @param cause exception whose message already names a remedy
     * @param alternative sentence without a full stop
     */
    static CommandFailure withAlternative(Throwable cause, String alternative) {
        return new CommandFailure(cause.getMessage() + ". " + alternative, ExitCode.FAILURE, cause);
    }

    /** Creates a failure with exit code 2, for wrong usage such as a value out of range. */
    public static CommandFailure usage(String problem, String remedy) {
        return new CommandFailure(problem + ": " + remedy, ExitCode.USAGE, null);
    }

    int exitCode() {
        return exitCode;
    }
}
