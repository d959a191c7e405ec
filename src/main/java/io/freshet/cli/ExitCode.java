package io.freshet.cli;

/** Exit codes of the process. */
public final class ExitCode {
    public static final int SUCCESS = 0;
    /** The command failed. */
    static final int FAILURE = 1;
    /** The command line or a setting is wrong, such as an unknown flag or a value out of range. */
    static final int USAGE = 2;

    private ExitCode() {}
}
