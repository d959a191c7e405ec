package io.freshet.cli;

import picocli.CommandLine.Option;

/** The flag of commands that read no settings; {@link ErrorReport} looks for it. */
public final class DebugOption {

    @Option(names = "--debug", description = "Show stack traces of errors.")
    boolean debug;
}
