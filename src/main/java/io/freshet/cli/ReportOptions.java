package io.freshet.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of commands that write their report to files as well as to the terminal. */
public final class ReportOptions {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Also write the report to this file, as JSON; default: none.")
    @Nullable
    Path output;

    @Option(
            names = "--report",
            paramLabel = "FILE.html",
            description = "Also write the report to this file, as one HTML page with plots; default: none.")
    @Nullable
    Path htmlFile;

    /** Writes the report in one format. */
    @FunctionalInterface
    public interface ReportWriter {
        void write(Path file) throws IOException;
    }

    /**
     * Writes the report to the files given with {@code --output} and {@code --report}; to none if neither was given.
     */
    public void write(CommandContext context, ReportWriter json, ReportWriter html) throws IOException {
        if (output != null) {
            json.write(context.workingDirectory().resolve(output));
        }
        if (htmlFile != null) {
            html.write(context.workingDirectory().resolve(htmlFile));
        }
    }
}
