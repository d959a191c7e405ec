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
 * Text files as a source of sentences for training word vectors; UTF-8, plain or gzipped. Long lines are read in
 * chunks, so that memory stays bounded.
 *
 * @param files at least one, read in this order
 * @param language a BCP 47 tag; empty to detect the language of each line
 * @param pretokenised whether words are separated by spaces already and need no tokenizer
 */
record TextCorpus(List<Path> files, Optional<String> language, boolean pretokenised) implements SentenceSource {
    private static final int CHUNK_CHARS_MAX = 20_000;

    TextCorpus {
        files = List.copyOf(files);
        if (files.isEmpty()) {
            throw new IllegalArgumentException("files is empty");
        }
    }

    /** Files of a directory, sorted by name, without those of its subdirectories; for a file, the file itself. */
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
            // Fails on an unreadable file now, not after hours of training.
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
            Iterable<String> chunks = () -> new LineChunks(reader);
            return StreamSupport.stream(chunks.spliterator(), false)
                    .flatMap(this::sentences)
                    .onClose(() -> close(reader));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Stream<List<String>> sentences(String chunk) {
        if (pretokenised) {
            return Stream.of(Arrays.asList(chunk.strip().split("\\s+")));
        }
        String tag = language.orElseGet(() -> LanguageDetector.ofScript(chunk));
        return Tokenizer.forLanguage(tag).sentences(chunk, Integer.MAX_VALUE).stream()
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

    /**
     * Iterates over the lines of a text, without blank lines; a very long line is cut into several chunks. Splits at
     * white space if possible.
     */
    private static final class LineChunks implements Iterator<String> {
        private final BufferedReader reader;
        private @Nullable String next;

        LineChunks(BufferedReader reader) {
            this.reader = reader;
            this.next = read();
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public String next() {
            String chunk = next;
            if (chunk == null) {
                throw new NoSuchElementException();
            }
            next = read();
            return chunk;
        }

        private @Nullable String read() {
            try {
                StringBuilder chunk = new StringBuilder();
                for (int read = reader.read(); read >= 0; read = reader.read()) {
                    boolean cut = chunk.length() >= CHUNK_CHARS_MAX && Character.isWhitespace(read);
                    if (read != '\n' && !cut && chunk.length() < 2 * CHUNK_CHARS_MAX) {
                        chunk.append((char) read);
                    } else if (!chunk.toString().isBlank()) {
                        return read == '\n' || cut
                                ? chunk.toString()
                                : chunk.append((char) read).toString();
                    } else {
                        chunk.setLength(0);
                    }
                }
                return chunk.toString().isBlank() ? null : chunk.toString();
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }
}
