package io.freshet.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Command-line options that name files for a command's report: {@code --output} for JSON, {@code --report} for HTML.
 * The command prints the report in any case.
 */
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

    /** Writes the report to a file in one format, such as JSON. */
    @FunctionalInterface
    public interface ReportWriter {
        void write(Path file) throws IOException;
    }

    /**
     * Writes the report as JSON to the file of {@code --output} and as HTML to that of {@code --report}, if these
     * options are given.
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
