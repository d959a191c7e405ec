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

/**
 * Command-line options shared by all commands that read a recorded data set: {@code --columns}, {@code --time-format}
 * and {@code --skip-bad-lines}.
 */
public final class DatasetOptions {

    @Option(
            names = "--columns",
            paramLabel = "NAME=COLUMN,...",
            description =
                    "CSV columns by field name. Clicks need user, article, time; optional: session, event, kind, dwell"
                            + " (seconds), segment.NAME. Articles need id, title, publishedAt; optional: body,"
                            + " category, tags (separated by , ; or |), language, source, url, expiresAt. The columns in"
                            + " a file's first line decide whether it holds clicks or articles.")
    @Nullable
    String columns;

    @Option(
            names = "--time-format",
            paramLabel = "FORMAT",
            description = "Format of times in CSV files: auto, epoch-millis, epoch-seconds or rfc-3339; default auto.")
    String timeFormat = TimeFormat.AUTO.label();

    @Option(
            names = "--skip-bad-lines",
            description = "Skip and count lines without a valid event; default: stop at the first.")
    boolean skipBadLines;

    /**
     * Builds, from these options, the settings for reading the data set.
     *
     * @throws CommandFailure if {@code --columns} or {@code --time-format} is malformed
     */
    public DatasetSettings settings() {
        TimeFormat times = timeFormat();
        EventDecoder decoder = new EventDecoder(EventClock.system());
        DatasetSettings settings = DatasetSettings.of(
                        new JsonDecoders(
                                decoding(line -> decoder.article(JsonLineKey.of(line, "id"), line)),
                                decoding(line -> decoder.click(JsonLineKey.of(line, "userId"), line)),
                                decoding(line -> decoder.impression(JsonLineKey.of(line, "userId"), line))),
                        new JacksonJsonObjects())
                .withBadLines(skipBadLines ? BadLines.SKIP : BadLines.FAIL);
        if (columns == null) {
            return settings;
        }
        try {
            return settings.withCsvColumns(CsvColumns.parse(columns, times));
        } catch (IllegalArgumentException malformed) {
            throw CommandFailure.usage("--columns", String.valueOf(malformed.getMessage()));
        }
    }

    /**
     * Wraps a {@link BadLineException} in a failure that also advises {@code --skip-bad-lines}; returns any other
     * exception unchanged.
     */
    public static RuntimeException withSkipOption(DatasetException unreadable) {
        return unreadable instanceof BadLineException
                ? CommandFailure.withAlternative(unreadable, "To skip bad lines instead, add --skip-bad-lines")
                : unreadable;
    }

    /**
     * Prints how many bad lines were skipped and how many valid lines contained no event; a count of 0 is not printed.
     */
    public static void printSkipped(ReadProgress read, CommandContext context) {
        if (read.skipped() > 0) {
            context.out().println(String.format(Locale.ROOT, "%,12d bad lines skipped", read.skipped()));
        }
        if (read.ignored() > 0) {
            context.out().println(String.format(Locale.ROOT, "%,12d lines without an event", read.ignored()));
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
