package io.freshet.cli;

import picocli.CommandLine.Option;

/**
 * The option {@code --debug}, which prints the stack trace of an error, for commands that read no settings.
 * {@link ErrorReport} looks it up by name.
 */
public final class DebugOption {

    @Option(names = "--debug", description = "Print the stack trace of an error.")
    boolean debug;
}
