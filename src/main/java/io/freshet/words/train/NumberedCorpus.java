package io.freshet.words.train;

import io.freshet.words.Vocabulary;
import io.freshet.words.VocabularyBuilder;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A corpus stored in a temporary file as a sequence of word numbers. The text is read and counted once; every epoch of
 * training then reads about two bytes a word, without tokenising and without looking words up. Owned by one thread; a
 * {@link ChunkReader} may be shared.
 *
 * <p>The file is deleted when the corpus is closed or the process ends, even if the process is killed: the file stays
 * open under {@link StandardOpenOption#DELETE_ON_CLOSE}.
 *
 * <p>File format: a sequence of unsigned LEB128 numbers. 0 ends a sentence, n + 1 is the word of number n. Words are
 * numbered by first occurrence, so frequent words tend to have small numbers.
 */
final class NumberedCorpus implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final VocabularyBuilder builder;
    private final FileChannel file;

    private NumberedCorpus(VocabularyBuilder builder, FileChannel file) {
        this.builder = builder;
        this.file = file;
    }

    /** Encodes a corpus in a temporary file in the system's directory for temporary files. */
    static NumberedCorpus of(SentenceSource corpus) throws IOException {
        return of(corpus, Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** Encodes a corpus in a temporary file in {@code directory}. */
    static NumberedCorpus of(SentenceSource corpus, Path directory) throws IOException {
        VocabularyBuilder builder = new VocabularyBuilder();
        NumberedCorpus numbered = new NumberedCorpus(builder, open(directory));
        try (Stream<List<String>> sentences = corpus.open()) {
            OutputStream numbers = new BufferedOutputStream(Channels.newOutputStream(numbered.file), BUFFER_BYTES);
            for (Iterator<List<String>> iterator = sentences.iterator(); iterator.hasNext(); ) {
                for (String word : iterator.next()) {
                    write(numbers, builder.add(word) + 1);
                }
                builder.endSentence();
                numbers.write(0);
            }
            numbers.flush();
            return numbered;
        } catch (UncheckedIOException unreadable) {
            numbered.close();
            throw unreadable.getCause();
        } catch (IOException | RuntimeException failed) {
            numbered.close();
            throw failed;
        }
    }

    private static FileChannel open(Path directory) throws IOException {
        Path file = Files.createTempFile(directory, "freshet-corpus-", ".numbers");
        return FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    }

    private static void write(OutputStream numbers, int number) throws IOException {
        int remaining = number;
        while (remaining >>> 7 != 0) {
            numbers.write((remaining & 0x7f) | 0x80);
            remaining >>>= 7;
        }
        numbers.write(remaining);
    }

    /** Vocabulary builder with the word counts of the corpus. */
    VocabularyBuilder builder() {
        return builder;
    }

    /**
     * Opens the corpus for {@code epochs} passes; each word is read as its index in {@code vocabulary}.
     *
     * @param vocabulary built by {@link #builder()}
     * @param epochs number of passes over the corpus
     */
    ChunkReader open(Vocabulary vocabulary, int epochs) {
        return new ChunkReader(file, builder.indicesByNumber(vocabulary), epochs);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** Reads the corpus in chunks, over all epochs. Thread-safe: each chunk goes to one caller. */
    static final class ChunkReader {
        /** Marks the end of a sentence in a chunk. */
        static final int SENTENCE_END = -1;

        private final FileChannel file;
        private final int[] indices;
        private final byte[] buffer = new byte[BUFFER_BYTES];
        private long filePosition;
        private int epochsLeft;
        private int position;
        private int limit;
        private long words;

        ChunkReader(FileChannel file, int[] indices, int epochs) {
            this.file = file;
            this.indices = indices;
            this.epochsLeft = epochs;
        }

        /**
         * Fills the chunk with vocabulary indices and {@link #SENTENCE_END}; returns the number of entries, 0 at the
         * end of the last epoch. Words outside the vocabulary are skipped. A sentence that does not fit is split.
         */
        synchronized int read(int[] chunk) throws IOException {
            int length = 0;
            while (length < chunk.length - 1) {
                int number = readNumber();
                if (number < 0) {
                    break;
                }
                int index = number == 0 ? SENTENCE_END : indices[number - 1];
                if (number == 0 || index >= 0) {
                    chunk[length++] = index;
                }
                words += number == 0 ? 0 : 1;
            }
            if (length > 0 && chunk[length - 1] != SENTENCE_END) {
                chunk[length++] = SENTENCE_END;
            }
            return length;
        }

        /** Number of words read so far, over all epochs. */
        synchronized long words() {
            return words;
        }

        /**
         * Reads the next number of the file; returns -1 at the end of the last epoch. 0 is a sentence end, n + 1 the
         * word with number n.
         */
        private int readNumber() throws IOException {
            int value = 0;
            for (int shift = 0; ; shift += 7) {
                if (position == limit && !fill()) {
                    if (shift > 0) {
                        throw new EOFException("the numbered corpus ends within a number");
                    }
                    return -1;
                }
                int next = buffer[position++];
                value |= (next & 0x7f) << shift;
                if (next >= 0) {
                    return value;
                }
            }
        }

        private boolean fill() throws IOException {
            position = 0;
            limit = readBlock();
            while (limit == 0 && --epochsLeft > 0) {
                filePosition = 0;
                limit = readBlock();
            }
            return limit > 0;
        }

        private int readBlock() throws IOException {
            int count = Math.max(0, file.read(ByteBuffer.wrap(buffer), filePosition));
            filePosition += count;
            return count;
        }
    }
}
