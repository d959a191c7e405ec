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
     * Checks that the report can be written, so that a mistake in a path does not show only after a long run.
     *
     * @throws CommandFailure if an option names a directory, or a file in a directory that does not exist
     */
    public void check(CommandContext context) {
        if (output != null) {
            NamedPath.of("--output", output, context.workingDirectory()).output();
        }
        if (htmlFile != null) {
            NamedPath.of("--report", htmlFile, context.workingDirectory()).output();
        }
    }

    /**
     * Writes the report to the file of each option that is given: as JSON for {@code --output}, as HTML for {@code
     * --report}.
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
