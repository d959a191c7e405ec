package io.freshet.words.file;

import io.freshet.words.WordFileException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Header line of a file in any format but GloVe: number of words and dimension.
 *
 * @param words number of words announced
 * @param dimension number of components of each vector
 */
record WordFileHeader(long words, int dimension) {
    private static final int DIMENSION_MIN = 2;
    private static final int DIMENSION_MAX = 1024;

    /**
     * Reads the header from the first line of a file.
     *
     * @throws WordFileException if the first line is not a header
     */
    static WordFileHeader read(WordFileInput in) throws IOException {
        String line = in.nextLine() ? in.line().strip() : "";
        String[] fields = line.split("[ \\t]+");
        try {
            if (fields.length == 2) {
                return new WordFileHeader(Long.parseLong(fields[0]), Integer.parseInt(fields[1]));
            }
        } catch (NumberFormatException e) {
            // Reported below, together with a wrong number of fields.
        }
        throw WordFileException.atLine(
                in.file(), 1, "expected number of words and dimension, found '" + WordFileException.quoted(line) + "'");
    }

    /**
     * Checks that the dimension is supported, from 2 to 1024.
     *
     * @throws WordFileException if the dimension is not supported
     */
    static void checkDimension(Path file, int dimension) throws WordFileException {
        if (dimension < DIMENSION_MIN || dimension > DIMENSION_MAX) {
            throw WordFileException.atLine(
                    file, 1, "dimension " + dimension + ", expected " + DIMENSION_MIN + " to " + DIMENSION_MAX);
        }
    }
}
