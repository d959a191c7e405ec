package io.freshet.dataset;

/**
 * Progress of a reader.
 *
 * @param events events returned
 * @param skipped bad lines skipped; 0 unless bad lines are {@linkplain BadLines#SKIP skipped}
 * @param passedOver valid lines without an event, such as views of a home page
 * @param bytesRead stored bytes read from the files, before decompression
 * @param bytesTotal total stored bytes of the files
 */
public record ReadProgress(long events, long skipped, long passedOver, long bytesRead, long bytesTotal) {

    /** The progress of no files. */
    static final ReadProgress NONE = new ReadProgress(0, 0, 0, 0, 0);

    public ReadProgress {
        if (events < 0 || skipped < 0 || passedOver < 0 || bytesRead < 0 || bytesTotal < 0) {
            throw new IllegalArgumentException("negative progress: " + events + " events, " + skipped + " skipped, "
                    + passedOver + " passed over, " + bytesRead + " of " + bytesTotal + " bytes");
        }
    }

    /** Fraction of the bytes read, from 0 to 1; 1 for empty files. */
    public double fraction() {
        return bytesTotal == 0 ? 1 : Math.min(1, (double) bytesRead / bytesTotal);
    }

    ReadProgress plus(ReadProgress other) {
        return new ReadProgress(
                events + other.events,
                skipped + other.skipped,
                passedOver + other.passedOver,
                bytesRead + other.bytesRead,
                bytesTotal + other.bytesTotal);
    }
}
