package io.freshet.words.online;

import io.freshet.vector.FloatVector;
import io.freshet.vector.VectorMath;
import io.freshet.words.LearnedWord;
import io.freshet.words.WordModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Working copies of the vectors that training on one article updates, one row for each word. Rows hold the words of the
 * article and the negative samples, numbered in order of addition. Owned by one thread, created for one article.
 */
final class TrainingRows {

    /** The word of a row, with its count, its learning rates and its role in the article. */
    static final class Row {
        final String word;
        /** Index of the word in the base model; -1 if the base model does not have the word. */
        final int baseIndex;
        /** Entry of the word in the store of learned words; null if the stream has not used the word before. */
        final @Nullable LearnedWord learned;
        /** Number of uses of the word in the stream, including this article. */
        long count;
        /** Whether the article uses the word; otherwise it is only a negative sample. */
        boolean used;
        /** Whether this article admits the word to the vocabulary. */
        boolean admitted;

        float inputRate;
        float outputRate;

        Row(String word, int baseIndex, @Nullable LearnedWord learned) {
            this.word = word;
            this.baseIndex = baseIndex;
            this.learned = learned;
            this.count = learned == null ? 0 : learned.count();
        }

        /**
         * Whether training may change the word's vectors; false for a negative sample that the stream has never used.
         */
        boolean isTrainable() {
            return used || learned != null;
        }

        /**
         * Event time of the word's latest use, including this article, epoch milliseconds. Articles may come out of
         * order.
         */
        long lastSeenMillis(long nowMillis) {
            if (learned == null) {
                return nowMillis;
            }
            return used ? Math.max(learned.lastSeenMillis(), nowMillis) : learned.lastSeenMillis();
        }
    }

    private final int dimension;
    private final List<Row> rows = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private float[] input;
    private float[] output;

    TrainingRows(int dimension) {
        this.dimension = dimension;
        this.input = new float[64 * dimension];
        this.output = new float[64 * dimension];
    }

    /** The row number of a word; -1 if it has no row. */
    int number(String word) {
        return numbers.getOrDefault(word, -1);
    }

    Row row(int number) {
        return rows.get(number);
    }

    List<Row> rows() {
        return rows;
    }

    /**
     * Adds a row for {@code word} and returns the row number. The row starts with the learned vectors of the word, else
     * with its vectors in the base model, else with zeros.
     */
    int add(String word, WordModel base, @Nullable LearnedWord learned) {
        int number = rows.size();
        Row row = new Row(word, base.vocabulary().indexOf(word), learned);
        rows.add(row);
        numbers.put(word, number);
        if (rows.size() * dimension > input.length) {
            input = Arrays.copyOf(input, 2 * input.length);
            output = Arrays.copyOf(output, 2 * output.length);
        }
        int offset = number * dimension;
        if (learned != null) {
            learned.input().copyInto(input, offset);
            learned.output().copyInto(output, offset);
        } else if (row.baseIndex >= 0) {
            base.copyInput(row.baseIndex, input, offset);
            base.copyOutput(row.baseIndex, output, offset);
        }
        return number;
    }

    /** Input vectors of all rows; row n starts at {@code n * dimension}. Valid until the next {@link #add}. */
    float[] input() {
        return input;
    }

    /** Output vectors of all rows, in the shape of {@link #input()}. */
    float[] output() {
        return output;
    }

    float inputNorm(int number) {
        int offset = number * dimension;
        return (float) Math.sqrt(VectorMath.dot(input, offset, input, offset, dimension));
    }

    /** Copies a row to a new entry for the store of learned words. */
    LearnedWord toLearnedWord(int number, long lastSeenMillis) {
        Row row = rows.get(number);
        int from = number * dimension;
        int to = from + dimension;
        return new LearnedWord(
                row.word,
                row.count,
                lastSeenMillis,
                FloatVector.copyOfRange(input, from, to),
                FloatVector.copyOfRange(output, from, to));
    }
}
