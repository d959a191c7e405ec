package io.freshet.cli;

import org.jspecify.annotations.Nullable;

/** A command cannot do what it was asked. The message is one line that says what is wrong and what to do about it. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private CommandFailure(String message, int exitCode, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** The world is not as the command needs it. */
    public static CommandFailure because(String problem, String remedy) {
        return new CommandFailure(problem + ": " + remedy, ExitCode.FAILURE, null);
    }

    /** The world is not as the command needs it, for this cause. */
    public static CommandFailure because(String problem, String remedy, Throwable cause) {
        return new CommandFailure(problem + ": " + remedy, ExitCode.FAILURE, cause);
    }

    /** The command was asked for something that makes no sense. */
    public static CommandFailure usage(String problem, String remedy) {
        return new CommandFailure(problem + ": " + remedy, ExitCode.USAGE, null);
    }

    int exitCode() {
        return exitCode;
    }
}
