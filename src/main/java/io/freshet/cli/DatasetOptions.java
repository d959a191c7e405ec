package io.freshet.cli;

import io.freshet.codec.RejectedEventException;
import io.freshet.codec.json.EventClock;
import io.freshet.codec.json.EventDecoder;
import io.freshet.dataset.BadLineException;
import io.freshet.dataset.BadLines;
import io.freshet.dataset.CsvColumns;
import io.freshet.dataset.DatasetException;
import io.freshet.dataset.DatasetSettings;
import io.freshet.dataset.JsonDecoders;
import io.freshet.dataset.ReadProgress;
import io.freshet.dataset.TimeFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags of every command that reads a recorded data set. */
public final class DatasetOptions {

    @Option(
            names = "--columns",
            paramLabel = "NAME=COLUMN,...",
            description =
                    "Columns of CSV files. Of clicks: user, article, time, and optionally session, event, kind, dwell"
                            + " (seconds), segment.NAME. Of articles: id, title, publishedAt, and optionally body,"
                            + " category, tags (separated by , ; or |), language, source, url, expiresAt. A file is"
                            + " what its first line has the columns of.")
    @Nullable
    String columns;

    @Option(
            names = "--time-format",
            paramLabel = "FORMAT",
            description = "Times of CSV files: auto (the default), epoch-millis, epoch-seconds or rfc-3339.")
    String timeFormat = TimeFormat.AUTO.label();

    @Option(names = "--skip-bad-lines", description = "Leave out lines that hold no valid event, rather than stop.")
    boolean skipBadLines;

    /** How to read the data set. */
    public DatasetSettings settings() {
        EventDecoder decoder = new EventDecoder(EventClock.system());
        DatasetSettings settings = DatasetSettings.of(
                        new JsonDecoders(
                                decoding(line -> decoder.article(LineKeys.of(line, "id"), line)),
                                decoding(line -> decoder.click(LineKeys.of(line, "userId"), line)),
                                decoding(line -> decoder.impression(LineKeys.of(line, "userId"), line))),
                        new JsonLines())
                .withBadLines(skipBadLines ? BadLines.SKIP : BadLines.FAIL);
        if (columns == null) {
            return settings;
        }
        try {
            return settings.withCsvColumns(CsvColumns.parse(columns, timeFormat()));
        } catch (IllegalArgumentException wrong) {
            throw CommandFailure.usage("--columns", String.valueOf(wrong.getMessage()));
        }
    }

    /** The failure of a command that could not read the data set; of a bad line with the flag that leaves it out. */
    public static RuntimeException explained(DatasetException wrong) {
        return wrong instanceof BadLineException
                ? CommandFailure.because(
                        String.valueOf(wrong.getMessage()), "or leave bad lines out with --skip-bad-lines", wrong)
                : wrong;
    }

    /** Prints how many lines gave no event, unless all did. */
    public static void reportLeftOut(ReadProgress read, CommandContext context) {
        if (read.skipped() > 0) {
            context.out().println(String.format(Locale.ROOT, "%,12d bad lines left out", read.skipped()));
        }
        if (read.passedOver() > 0) {
            context.out().println(String.format(Locale.ROOT, "%,12d lines without an article", read.passedOver()));
        }
    }

    private TimeFormat timeFormat() {
        return Arrays.stream(TimeFormat.values())
                .filter(format -> format.label().equals(timeFormat))
                .findFirst()
                .orElseThrow(() -> CommandFailure.usage(
                        "--time-format is '" + timeFormat + "'",
                        "give one of "
                                + Arrays.stream(TimeFormat.values())
                                        .map(TimeFormat::label)
                                        .toList()));
    }

    private interface Decoding<V> {
        V decode(byte[] line) throws RejectedEventException;
    }

    private static <V> Function<byte[], V> decoding(Decoding<V> decoding) {
        return line -> {
            try {
                return decoding.decode(line);
            } catch (RejectedEventException rejected) {
                throw new IllegalArgumentException(rejected.getMessage(), rejected);
            }
        };
    }
}
