package io.freshet.dataset;

/**
 * How far a reader has come.
 *
 * @param events events yielded
 * @param skipped bad lines left out, 0 unless they are {@linkplain BadLines#SKIP skipped}
 * @param passedOver lines that hold no event by their format, such as views of a home page
 * @param bytesRead bytes taken from the files as they are stored, compressed or not
 * @param bytesTotal the size of the files as they are stored
 */
public record ReadProgress(long events, long skipped, long passedOver, long bytesRead, long bytesTotal) {

    /** Nothing read of nothing. */
    static final ReadProgress NONE = new ReadProgress(0, 0, 0, 0, 0);

    public ReadProgress {
        if (events < 0 || skipped < 0 || passedOver < 0 || bytesRead < 0 || bytesTotal < 0) {
            throw new IllegalArgumentException("negative progress: " + events + " events, " + skipped + " skipped, "
                    + passedOver + " passed over, " + bytesRead + " of " + bytesTotal + " bytes");
        }
    }

    /** The share that is done, from 0 to 1; 1 for empty files. */
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
