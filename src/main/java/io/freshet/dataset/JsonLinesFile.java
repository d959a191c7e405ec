package io.freshet.dataset;

import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;

/** Reads files of JSON lines that are not events, compressed with gzip or not. */
public final class JsonLinesFile {

    private JsonLinesFile() {}

    /**
     * Decodes all lines of a file in order and passes each result to a consumer.
     *
     * @param decoder decodes one line; may throw a {@link RuntimeException} whose message names the field
     * @throws DatasetException with file and line if the file does not exist or a line is rejected
     */
    public static <T> void forEach(Path path, Function<byte[], T> decoder, Consumer<T> consumer) {
        try (LineReader lines = new LineReader(new StoredFile(path))) {
            while (lines.advance()) {
                T decoded;
                try {
                    decoded = decoder.apply(lines.bytes());
                } catch (RuntimeException e) {
                    throw new BadLineException(
                            lines.at(), String.valueOf(e.getMessage()), "correct or remove the line", e);
                }
                consumer.accept(decoded);
            }
        }
    }
}
