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
 * Evaluates a word model on word pairs whose similarity people have rated. The score is Spearman's rank correlation
 * (1904) of the ratings with the model's cosines; equal values share the mean of their ranks. Immutable.
 */
public final class WordSimilarities {
    private final List<Pair> pairs;

    /** Two words and their similarity as rated by people, on any scale. */
    private record Pair(String left, String right, double similarity) {}

    /**
     * Rank correlation of a model's cosines with the ratings, and how many pairs were evaluated or had an unknown word.
     *
     * @param correlation rank correlation, from -1 to 1; 0 if there are too few pairs or all ratings or all cosines are
     *     equal
     * @param evaluated number of pairs whose words are both known
     * @param unknown number of pairs with an unknown word; these are excluded
     */
    public record Score(double correlation, int evaluated, int unknown) {}

    private WordSimilarities(List<Pair> pairs) {
        this.pairs = pairs;
    }

    /**
     * Parses rated pairs, a line for each: two words and a number, separated by tabs, spaces, commas or semicolons.
     * Further fields and lines that begin with {@code #} are ignored. The first line may be a heading.
     *
     * @throws IllegalArgumentException if a later line is malformed; the message has the line number, from 1
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

    /**
     * Correlates a model's cosines with the ratings, over the pairs whose words the model knows. A word that the model
     * does not know as written is looked up in lower case.
     */
    public Score evaluate(WordVectors model) {
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
            for (int position = from; position < to; position++) {
                ranks[order[position]] = (from + to - 1) / 2.0;
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
