package io.freshet.words.quality;

import io.freshet.vector.VectorMath;
import io.freshet.words.WordVectors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Pairs of words with how similar people find them, and how well the cosines of a model agree with that: Spearman's rank
 * correlation (1904), equal values sharing the mean of their ranks. Immutable.
 */
public final class WordSimilarities {
    private final List<Pair> pairs;

    /** Two words and how similar people find them, on any scale. */
    public record Pair(String left, String right, double similarity) {}

    /**
     * How a model did.
     *
     * @param correlation from -1 to 1; 0 where there are too few pairs or all are equal
     * @param compared pairs whose words are both known
     * @param unknown pairs with a word that is not known, left out
     */
    public record Score(double correlation, int compared, int unknown) {}

    private WordSimilarities(List<Pair> pairs) {
        this.pairs = pairs;
    }

    /**
     * Reads a line for each pair: two words and a number, separated by tabs or spaces; what follows them is passed over, as
     * are lines that begin with {@code #}. The first line may be a heading.
     *
     * @throws IllegalArgumentException if another line is otherwise; the message has the line's number from 1
     */
    public static WordSimilarities parse(List<String> lines) {
        List<Pair> pairs = new ArrayList<>();
        for (int line = 0; line < lines.size(); line++) {
            String text = lines.get(line).strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            Optional<Pair> pair = pair(text.split("[\\t ,;]+"));
            if (pair.isEmpty() && line > 0) {
                throw new IllegalArgumentException("line " + (line + 1) + ": expected two words and a number");
            }
            pair.ifPresent(pairs::add);
        }
        return new WordSimilarities(List.copyOf(pairs));
    }

    private static Optional<Pair> pair(String[] fields) {
        try {
            return fields.length < 3
                    ? Optional.empty()
                    : Optional.of(new Pair(fields[0], fields[1], Double.parseDouble(fields[2])));
        } catch (NumberFormatException heading) {
            return Optional.empty();
        }
    }

    public List<Pair> pairs() {
        return pairs;
    }

    /** Compares with a model; words that it does not know as they are written are looked up in lower case. */
    public Score compare(WordVectors model) {
        List<Double> expected = new ArrayList<>();
        List<Double> actual = new ArrayList<>();
        float[] left = new float[model.dimension()];
        float[] right = new float[model.dimension()];
        for (Pair pair : pairs) {
            if (copy(model, pair.left(), left) && copy(model, pair.right(), right)) {
                expected.add(pair.similarity());
                actual.add((double) VectorMath.cosine(left, right));
            }
        }
        return new Score(correlation(ranks(expected), ranks(actual)), expected.size(), pairs.size() - expected.size());
    }

    private static boolean copy(WordVectors model, String word, float[] target) {
        return model.copyVector(word, target) || model.copyVector(word.toLowerCase(Locale.ROOT), target);
    }

    private static double[] ranks(List<Double> values) {
        int[] order = IntStream.range(0, values.size())
                .boxed()
                .sorted(Comparator.comparing(values::get))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] ranks = new double[order.length];
        for (int from = 0; from < order.length; ) {
            int to = from + 1;
            while (to < order.length && values.get(order[to]).equals(values.get(order[from]))) {
                to++;
            }
            for (int place = from; place < to; place++) {
                ranks[order[place]] = (from + to - 1) / 2.0;
            }
            from = to;
        }
        return ranks;
    }

    private static double correlation(double[] left, double[] right) {
        double mean = (left.length - 1) / 2.0;
        double product = 0;
        double leftSquares = 0;
        double rightSquares = 0;
        for (int index = 0; index < left.length; index++) {
            product += (left[index] - mean) * (right[index] - mean);
            leftSquares += (left[index] - mean) * (left[index] - mean);
            rightSquares += (right[index] - mean) * (right[index] - mean);
        }
        return leftSquares == 0 || rightSquares == 0 ? 0 : product / Math.sqrt(leftSquares * rightSquares);
    }
}
