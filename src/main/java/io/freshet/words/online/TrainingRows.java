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
 * The words that one article touches, its own and the noise, with copies of their vectors that training moves: a row
 * each, numbered as they come. Owned by one thread, made for one article.
 */
final class TrainingRows {

    /** A word, and what is to become of it. */
    static final class Row {
        final String word;
        /** Index in the base model, -1 if it is new to that. */
        final int baseIndex;
        /** The stored word, null if it was not learned from before. */
        final @Nullable LearnedWord learned;
        /** Uses by the stream, this article included. */
        long count;
        /** Whether the article uses it: else it is noise. */
        boolean used;
        /** Whether the article brings it into the vocabulary. */
        boolean admitted;

        float inputRate;
        float outputRate;

        Row(String word, int baseIndex, @Nullable LearnedWord learned) {
            this.word = word;
            this.baseIndex = baseIndex;
            this.learned = learned;
            this.count = learned == null ? 0 : learned.count();
        }

        /** Whether training may move its output vector: noise that was never learned from is left as the base has it. */
        boolean moves() {
            return used || learned != null;
        }

        /** When the word was last used, as of this article; articles may come out of order. */
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

    /** The number of a word's row, -1 if it has none. */
    int number(String word) {
        return numbers.getOrDefault(word, -1);
    }

    Row row(int number) {
        return rows.get(number);
    }

    List<Row> rows() {
        return rows;
    }

    /** Adds a row with the vectors of the store, else of the base model, else zeros; returns its number. */
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

    float[] input() {
        return input;
    }

    float[] output() {
        return output;
    }

    float inputNorm(int number) {
        int offset = number * dimension;
        return (float) Math.sqrt(VectorMath.dot(input, offset, input, offset, dimension));
    }

    /** The row as it is to be kept. */
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
