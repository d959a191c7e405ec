package io.freshet.cli.model;

import io.freshet.text.LanguageDetector;
import io.freshet.text.Sentence;
import io.freshet.text.Tokenizer;
import io.freshet.words.train.SentenceSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Text files as sentences of words: all files of a directory in the order of their names, gzipped or not, UTF-8. Lines of
 * any length are read in pieces, so that memory stays bounded.
 *
 * @param files at least one
 * @param language a BCP 47 tag, empty to detect it line by line
 * @param wordsGiven whether words are separated by spaces already and are taken as they are
 */
public record TextCorpus(List<Path> files, Optional<String> language, boolean wordsGiven) implements SentenceSource {
    private static final int PIECE_CHARS_MAX = 20_000;

    public TextCorpus {
        files = List.copyOf(files);
        if (files.isEmpty()) {
            throw new IllegalArgumentException("files is empty");
        }
    }

    /** The file, or all files of the directory. */
    static List<Path> files(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Override
    public Stream<List<String>> open() throws IOException {
        for (Path file : files) {
            // A missing file shall be known before hours of training.
            try (InputStream probe = Files.newInputStream(file)) {
                int unused = probe.read();
            }
        }
        return files.stream().flatMap(this::sentences);
    }

    private Stream<List<String>> sentences(Path file) {
        try {
            InputStream stored = Files.newInputStream(file);
            InputStream content = file.toString().endsWith(".gz") ? new GZIPInputStream(stored, 1 << 16) : stored;
            BufferedReader reader = new BufferedReader(new InputStreamReader(content, StandardCharsets.UTF_8), 1 << 16);
            Iterable<String> pieces = () -> new Pieces(reader);
            return StreamSupport.stream(pieces.spliterator(), false)
                    .flatMap(this::sentences)
                    .onClose(() -> close(reader));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Stream<List<String>> sentences(String piece) {
        if (wordsGiven) {
            return Stream.of(Arrays.asList(piece.strip().split("\\s+")));
        }
        String used = language.orElseGet(() -> LanguageDetector.ofScript(piece));
        return Tokenizer.forLanguage(used).sentences(piece, Integer.MAX_VALUE).stream()
                .map(Sentence::terms)
                .filter(terms -> !terms.isEmpty());
    }

    private static void close(BufferedReader reader) {
        try {
            reader.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Lines, and pieces of overlong lines cut at a space. */
    private static final class Pieces implements Iterator<String> {
        private final BufferedReader reader;
        private @Nullable String next;

        Pieces(BufferedReader reader) {
            this.reader = reader;
            this.next = read();
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public String next() {
            String piece = next;
            if (piece == null) {
                throw new NoSuchElementException();
            }
            next = read();
            return piece;
        }

        private @Nullable String read() {
            try {
                StringBuilder piece = new StringBuilder();
                for (int read = reader.read(); read >= 0; read = reader.read()) {
                    boolean cut = piece.length() >= PIECE_CHARS_MAX && Character.isWhitespace(read);
                    if (read != '\n' && !cut && piece.length() < 2 * PIECE_CHARS_MAX) {
                        piece.append((char) read);
                    } else if (!piece.toString().isBlank()) {
                        return read == '\n' || cut
                                ? piece.toString()
                                : piece.append((char) read).toString();
                    } else {
                        piece.setLength(0);
                    }
                }
                return piece.toString().isBlank() ? null : piece.toString();
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }
}
