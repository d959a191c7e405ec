package io.freshet.words.quality;

import io.freshet.vector.VectorKernels;
import io.freshet.vector.VectorMath;
import io.freshet.vector.VectorTable;
import io.freshet.words.WordModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Evaluates a word model on analogies, "a is to b as c is to ?", by category (Mikolov et al. 2013, Google analogies).
 * Immutable.
 *
 * <p>All vectors are scaled to norm 1. The model's answer is the word, other than a, b and c, whose vector has the
 * greatest cosine with {@code b - a + c}. The answer is correct only if it equals the expected word. A question with an
 * unknown word is counted but not evaluated.
 */
public final class WordAnalogies {
    /** Number of questions evaluated in one scan of all words. Their vectors stay in the processor cache. */
    private static final int BLOCK_QUESTIONS = 64;

    private final Map<String, List<Question>> categories;

    /** An analogy question: {@code a} is to {@code b} as {@code c} is to {@code answer}. */
    private record Question(String a, String b, String c, String answer) {}

    /**
     * Numbers of correct answers, of evaluated questions and of questions with an unknown word.
     *
     * @param correct number of correct answers
     * @param evaluated number of questions whose words are all known
     * @param unknown number of questions with an unknown word
     */
    public record Score(int correct, int evaluated, int unknown) {
        /** Ratio of correct answers to evaluated questions, from 0 to 1; 0 if no question was evaluated. */
        public double accuracy() {
            return evaluated == 0 ? 0 : correct / (double) evaluated;
        }

        /** Sum of this score and another: the score of both sets of questions. */
        public Score plus(Score other) {
            return new Score(correct + other.correct, evaluated + other.evaluated, unknown + other.unknown);
        }
    }

    private WordAnalogies(Map<String, List<Question>> categories) {
        this.categories = categories;
    }

    /**
     * Parses questions in the common format: a line of four words for each question, a line {@code : name} before each
     * category. The category of questions before the first such line is "all".
     *
     * @throws IllegalArgumentException if a line has another number of words; the message has the line number, from 1
     */
    public static WordAnalogies parse(List<String> lines) {
        Map<String, List<Question>> categories = new LinkedHashMap<>();
        String category = "all";
        for (int line = 0; line < lines.size(); line++) {
            String text = lines.get(line).strip();
            if (text.startsWith(":")) {
                category = text.substring(1).strip();
            } else if (!text.isEmpty()) {
                String[] words = text.split("\\s+");
                if (words.length != 4) {
                    throw new IllegalArgumentException(
                            "line " + (line + 1) + ": expected 4 words, found " + words.length);
                }
                categories
                        .computeIfAbsent(category, absent -> new ArrayList<>())
                        .add(new Question(words[0], words[1], words[2], words[3]));
            }
        }
        return new WordAnalogies(categories);
    }

    /**
     * Evaluates a model on the questions of each category, with only its {@code wordsMax} most frequent words. A
     * question with any other word counts as unknown. A word that the model does not know as written is looked up in
     * lower case.
     *
     * @param wordsMax number of most frequent words that may occur in questions and answers, at least 1
     * @return score by category, in the order of the file
     */
    public Map<String, Score> evaluate(WordModel model, int wordsMax) {
        AnalogySolver solver =
                new AnalogySolver(model, Math.min(wordsMax, model.vocabulary().size()));
        Map<String, Score> scores = new LinkedHashMap<>();
        categories.forEach((category, questions) -> scores.put(category, solver.score(questions)));
        return scores;
    }

    /** Answers questions with a model's vectors, scaled to norm 1 and padded with zeros to whole SIMD vectors. */
    private static final class AnalogySolver {
        private final WordModel model;
        private final int words;
        private final int rowLength;
        private final float[] units;

        AnalogySolver(WordModel model, int words) {
            this.model = model;
            this.words = words;
            rowLength = VectorTable.width(model.dimension());
            units = new float[Math.multiplyExact(words, rowLength)];
            float[] vector = new float[model.dimension()];
            for (int word = 0; word < words; word++) {
                model.copyInput(word, vector, 0);
                VectorMath.normalise(vector);
                System.arraycopy(vector, 0, units, word * rowLength, vector.length);
            }
        }

        Score score(List<Question> questions) {
            List<int[]> known = new ArrayList<>();
            for (Question question : questions) {
                int[] indices = {index(question.a()), index(question.b()), index(question.c()), index(question.answer())
                };
                if (Arrays.stream(indices).allMatch(index -> index >= 0)) {
                    known.add(indices);
                }
            }
            int correct = 0;
            for (int from = 0; from < known.size(); from += BLOCK_QUESTIONS) {
                correct += correct(known.subList(from, Math.min(known.size(), from + BLOCK_QUESTIONS)));
            }
            return new Score(correct, known.size(), questions.size() - known.size());
        }

        private int index(String word) {
            int exact = model.vocabulary().indexOf(word);
            int index = exact >= 0 ? exact : model.vocabulary().indexOf(word.toLowerCase(Locale.ROOT));
            return index < words ? index : -1;
        }

        private int correct(List<int[]> block) {
            int size = block.size();
            float[] queries = new float[size * rowLength];
            int[] offsets = new int[size];
            for (int number = 0; number < size; number++) {
                int[] question = block.get(number);
                offsets[number] = number * rowLength;
                add(-1, question[0], queries, offsets[number]);
                add(1, question[1], queries, offsets[number]);
                add(1, question[2], queries, offsets[number]);
            }
            float[] products = new float[size];
            float[] best = new float[size];
            int[] answers = new int[size];
            Arrays.fill(best, Float.NEGATIVE_INFINITY);
            Arrays.fill(answers, -1);
            for (int word = 0; word < words; word++) {
                VectorKernels.best().dotMany(units, word * rowLength, queries, offsets, size, rowLength, products, 0);
                for (int number = 0; number < size; number++) {
                    if (products[number] > best[number] && !isGiven(block.get(number), word)) {
                        best[number] = products[number];
                        answers[number] = word;
                    }
                }
            }
            int correct = 0;
            for (int number = 0; number < size; number++) {
                correct += answers[number] == block.get(number)[3] ? 1 : 0;
            }
            return correct;
        }

        private void add(float factor, int word, float[] queries, int offset) {
            VectorKernels.best().addScaled(factor, units, word * rowLength, queries, offset, rowLength);
        }

        private static boolean isGiven(int[] question, int word) {
            return word == question[0] || word == question[1] || word == question[2];
        }
    }
}
