package io.freshet.cli;

/** Exit codes of the process. */
public final class ExitCode {
    public static final int SUCCESS = 0;
    /** The command could not do what it was asked. */
    static final int FAILURE = 1;
    /** The command was asked wrongly: an unknown flag, a wrong setting. */
    static final int USAGE = 2;

    private ExitCode() {}
}
