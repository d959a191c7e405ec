package io.freshet.cli;

import picocli.CommandLine.Option;

/** The option {@code --debug} of commands that read no settings; {@link ErrorReport} evaluates it by name. */
public final class DebugOption {

    @Option(names = "--debug", description = "Print the stack trace of an error.")
    boolean debug;
}
