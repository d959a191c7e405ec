package io.freshet.cli;

/** Exit codes of the {@code freshet} process: 0 for success, 1 for a failure, 2 for wrong usage. */
public final class ExitCode {
    public static final int SUCCESS = 0;
    /** The command failed for a reason other than wrong usage. */
    static final int FAILURE = 1;
    /** The command line or a setting is wrong, such as an unknown flag or a value out of range. */
    static final int USAGE = 2;

    private ExitCode() {}
}
