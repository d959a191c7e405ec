package io.freshet.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The files that a report is written to beside the screen. */
public final class ReportOptions {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the report as JSON as well.")
    @Nullable
    Path output;

    @Option(
            names = "--report",
            paramLabel = "FILE.html",
            description = "Write the report as a page with plots as well, which needs no other file.")
    @Nullable
    Path page;

    /** Writes the report into a file. */
    @FunctionalInterface
    public interface Writing {
        void to(Path file) throws IOException;
    }

    /** Writes what was asked for, which may be nothing. */
    public void write(CommandContext context, Writing asJson, Writing asPage) throws IOException {
        if (output != null) {
            asJson.to(context.workingDirectory().resolve(output));
        }
        if (page != null) {
            asPage.to(context.workingDirectory().resolve(page));
        }
    }
}
