package io.freshet.dataset;

import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;

/** A file of one JSON object a line that are no events, gzip or not. */
public final class JsonLinesFile {

    private JsonLinesFile() {}

    /**
     * Reads all lines, in order.
     *
     * @param decoder of one line; it may throw any {@link RuntimeException} whose message names the field
     * @throws DatasetException naming file and line if there is no such file or a line is refused
     */
    public static <T> void forEach(Path path, Function<byte[], T> decoder, Consumer<T> consumer) {
        try (LineReader lines = new LineReader(new StoredFile(path))) {
            while (lines.advance()) {
                T decoded;
                try {
                    decoded = decoder.apply(lines.bytes());
                } catch (RuntimeException wrong) {
                    throw new BadLineException(
                            lines.at(), String.valueOf(wrong.getMessage()), "correct or remove the line", wrong);
                }
                consumer.accept(decoded);
            }
        }
    }
}
