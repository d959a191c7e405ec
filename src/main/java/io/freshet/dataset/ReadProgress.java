package io.freshet.dataset;

/**
 * Progress of a reader: events returned, bad lines skipped, valid lines ignored because they contain no event, and
 * bytes read.
 *
 * @param events events returned
 * @param skipped bad lines skipped; 0 unless bad lines are {@linkplain BadLines#SKIP skipped}
 * @param ignored valid lines without an event, such as views of a home page
 */
public record ReadProgress(long events, long skipped, long ignored, StoredBytes bytes) {

    /** Progress of a reader without files: all counts are 0. */
    static final ReadProgress NONE = new ReadProgress(0, 0, 0, new StoredBytes(0, 0));

    /**
     * Bytes read so far and total size of the files, both as stored, before decompression.
     *
     * @param read bytes read, at least 0
     * @param total total size of the files, at least 0
     */
    public record StoredBytes(long read, long total) {

        public StoredBytes {
            if (read < 0 || total < 0) {
                throw new IllegalArgumentException("negative progress: " + read + " of " + total + " bytes");
            }
        }

        StoredBytes plus(StoredBytes other) {
            return new StoredBytes(read + other.read, total + other.total);
        }
    }

    public ReadProgress {
        if (events < 0 || skipped < 0 || ignored < 0) {
            throw new IllegalArgumentException("negative progress: " + events + " events, " + skipped + " skipped, "
                    + ignored + " without an event");
        }
    }

    /** Fraction of the bytes read, from 0 to 1; 1 for empty files. */
    public double fraction() {
        return bytes.total() == 0 ? 1 : Math.min(1, (double) bytes.read() / bytes.total());
    }

    ReadProgress plus(ReadProgress other) {
        return new ReadProgress(
                events + other.events, skipped + other.skipped, ignored + other.ignored, bytes.plus(other.bytes));
    }
}
