package io.freshet.words.file;

import io.freshet.words.WordFileException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Policy for malformed words of a file: counts them and decides whether the import fails. Published files have a few
 * words cut in the middle of a character; a file in another encoding has many. Owned by one thread.
 */
final class BadWords {
    /** Replacement character that the decoder inserts for bytes that are not UTF-8. */
    private static final char REPLACEMENT = '\uFFFD';
    /** Tolerance for words that are not UTF-8: one in this many imported words; a larger share fails the import. */
    private static final int WORDS_PER_BROKEN_WORD = 100;

    private final boolean skip;

    private long skipped;
    private @Nullable WordFileException firstSkipped;
    private long notUtf8;
    private long firstNotUtf8;

    /**
     * Creates a policy for one file: skip and count bad words, or fail on the first.
     *
     * @param skip whether bad words are skipped and counted; if false, the first bad word fails the import
     */
    BadWords(boolean skip) {
        this.skip = skip;
    }

    /** Counts a bad word as skipped, or throws its error if bad words are not to be skipped. */
    void skipOrThrow(WordFileException error) throws WordFileException {
        if (!skip) {
            throw error;
        }
        skipped++;
        firstSkipped = firstSkipped == null ? error : firstSkipped;
    }

    /**
     * Counts {@code word} if its bytes were not UTF-8, and returns the word unchanged. {@link #checkFile} tolerates few
     * such words.
     *
     * @param position line or byte of the word, for the message
     * @return {@code word}
     */
    String checkEncoding(String word, long position) {
        if (word.indexOf(REPLACEMENT) >= 0) {
            notUtf8++;
            firstNotUtf8 = firstNotUtf8 == 0 ? position : firstNotUtf8;
        }
        return word;
    }

    /** Number of bad words skipped so far. */
    long skipped() {
        return skipped;
    }

    /**
     * Checks the numbers of good and bad words after a file was read; throws if there are no words or too many bad
     * ones.
     *
     * @param words number of imported words, without duplicates
     * @throws WordFileException if {@code words} is 0, there are more bad words than imported words, or too many words
     *     that are not UTF-8
     */
    void checkFile(WordReader reader, WordFileInput in, long words) throws IOException {
        WordFileException first = firstSkipped;
        if (first != null && skipped > words) {
            throw WordFileException.mostLinesBad(first, skipped);
        }
        if (words == 0) {
            throw in.errorAtByte(in.position(), "the file has no words");
        }
        if (notUtf8 * WORDS_PER_BROKEN_WORD > words) {
            throw reader.encodingError(
                    firstNotUtf8, "the word is not UTF-8, nor are " + notUtf8 + " of " + words + ": ");
        }
    }
}
