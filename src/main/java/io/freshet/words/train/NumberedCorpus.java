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
 * A corpus that was read and counted once, as the numbers of its words in a temporary file: every epoch of training reads
 * those, about two bytes a word, and finds words neither in text nor in a table. The file is gone when this is closed or
 * the process ends, however it ends: it is open all the time under {@link StandardOpenOption#DELETE_ON_CLOSE}. Owned by
 * one thread; a {@link Reader} may be shared.
 *
 * <p>The file is one unsigned LEB128 number after the other: 0 ends a sentence, n + 1 is the word of number n. Frequent
 * words come early and so have small numbers.
 */
final class NumberedCorpus implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final VocabularyBuilder builder;
    private final FileChannel file;

    private NumberedCorpus(VocabularyBuilder builder, FileChannel file) {
        this.builder = builder;
        this.file = file;
    }

    /** Reads the corpus from start to end. */
    static NumberedCorpus of(SentenceSource corpus) throws IOException {
        return of(corpus, Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** As {@link #of(SentenceSource)}, with the temporary file in this directory. */
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
        int rest = number;
        while (rest >>> 7 != 0) {
            numbers.write((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        numbers.write(rest);
    }

    /** The counts of its words. */
    VocabularyBuilder builder() {
        return builder;
    }

    /** Starts reading {@code epochs} times over, as indices in a vocabulary made by {@link #builder()}. */
    Reader open(Vocabulary vocabulary, int epochs) {
        return new Reader(file, builder.indicesByNumber(vocabulary), epochs);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** Hands out the corpus piece by piece. Safe from any thread. */
    static final class Reader {
        /** In a piece: the sentence ends here. */
        static final int SENTENCE_END = -1;

        private final FileChannel file;
        private final int[] indices;
        private final byte[] buffer = new byte[BUFFER_BYTES];
        private long filePosition;
        private int epochsLeft;
        private int position;
        private int limit;
        private long words;

        Reader(FileChannel file, int[] indices, int epochs) {
            this.file = file;
            this.indices = indices;
            this.epochsLeft = epochs;
        }

        /**
         * Fills the piece with indices of words, those outside the vocabulary left out, and {@link #SENTENCE_END}. A
         * sentence that does not fit is cut.
         *
         * @return how many, 0 at the end of the last epoch
         */
        synchronized int read(int[] piece) throws IOException {
            int length = 0;
            while (length < piece.length - 1) {
                int number = readNumber();
                if (number < 0) {
                    break;
                }
                int index = number == 0 ? SENTENCE_END : indices[number - 1];
                if (number == 0 || index >= 0) {
                    piece[length++] = index;
                }
                words += number == 0 ? 0 : 1;
            }
            if (length > 0 && piece[length - 1] != SENTENCE_END) {
                piece[length++] = SENTENCE_END;
            }
            return length;
        }

        /** Words of the corpus read so far, over all epochs. */
        synchronized long words() {
            return words;
        }

        /** The next number, -1 at the end of the last epoch. */
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
