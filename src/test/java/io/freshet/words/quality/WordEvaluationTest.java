package io.freshet.words.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.freshet.vector.VectorMath;
import io.freshet.words.Vocabulary;
import io.freshet.words.WordModel;
import io.freshet.words.WordTable;
import io.freshet.words.file.WordFileFormat;
import io.freshet.words.file.WordVectorExport;
import io.freshet.words.file.WordVectorImport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WordEvaluationTest {
    /** The vector of queen is that of king moved along the third axis. That of aunt is not uncle's moved along it. */
    private static final WordModel MODEL = model(
            List.of("king", "queen", "man", "woman", "uncle", "aunt"),
            new float[] {1, 1, 0, 1, 1, 1, 0, 1, 0, 0, 1, 1, 1, 0, 0, -1, .2f, 0});

    @Test
    void analogiesAreScoredByCategoryAndQuestionsWithUnknownWordsAreCountedSeparately() {
        WordAnalogies analogies = WordAnalogies.parse(List.of(
                ": royal",
                "man woman king queen",
                "Man Woman King Queen",
                "king queen man woman",
                "king queen emperor empress",
                ": family",
                "man woman uncle aunt",
                ""));
        Map<String, WordAnalogies.Score> scores = analogies.evaluate(MODEL, 100);
        assertThat(scores)
                .containsExactly(
                        Map.entry("royal", new WordAnalogies.Score(3, 3, 1)),
                        Map.entry("family", new WordAnalogies.Score(0, 1, 0)));
        assertThat(scores.get("royal").plus(scores.get("family")).accuracy()).isEqualTo(.75);
        assertThat(analogies.evaluate(MODEL, 3).get("royal")).isEqualTo(new WordAnalogies.Score(0, 0, 4));
    }

    @Test
    void questionsInBlocksGetTheSameAnswersAsSingleQuestions() {
        Random random = new Random(5);
        List<String> words = new ArrayList<>();
        float[] vectors = new float[150 * 9];
        for (int word = 0; word < 150; word++) {
            words.add("w" + word);
        }
        for (int index = 0; index < vectors.length; index++) {
            vectors[index] = (float) random.nextGaussian();
        }
        WordModel model = model(words, vectors);
        List<String> lines = new ArrayList<>();
        int correct = 0;
        for (int question = 0; question < 200; question++) {
            List<String> asked = List.of(
                    "w" + random.nextInt(50), "w" + (50 + random.nextInt(50)), "w" + (100 + random.nextInt(50)));
            // Every other question expects the nearest word; the rest expect a word that cannot be an answer.
            boolean right = question % 2 == 0;
            lines.add(String.join(" ", asked) + " " + (right ? nearest(model, asked) : asked.get(0)));
            correct += right ? 1 : 0;
        }
        assertThat(WordAnalogies.parse(lines).evaluate(model, 1_000))
                .containsExactly(Map.entry("all", new WordAnalogies.Score(correct, 200, 0)));
    }

    private static String nearest(WordModel model, List<String> asked) {
        float[] query = new float[model.dimension()];
        float[] vector = new float[model.dimension()];
        float[] signs = {-1, 1, 1};
        for (int word = 0; word < 3; word++) {
            model.copyVector(asked.get(word), vector);
            VectorMath.addScaled(signs[word], VectorMath.unit(vector), query);
        }
        return model.nearest(query, 1, word -> !asked.contains(word)).get(0).word();
    }

    @Test
    void equalValuesShareTheMeanOfTheirRanks() {
        WordSimilarities similarities = WordSimilarities.parse(List.of(
                "word1\tword2\tscore",
                "# of people",
                "king\tqueen\t9\tmore",
                "King man 9",
                "king woman 3",
                "king emperor 1"));
        // Cosines .816, .707, .5 against 9, 9, 3: ranks 3, 2, 1 against 2.5, 2.5, 1. The fourth pair is unknown.
        WordSimilarities.Score score = similarities.evaluate(MODEL);
        assertThat(score.correlation()).isCloseTo(1.5 / Math.sqrt(2 * 1.5), within(1e-9));
        assertThat(score.evaluated()).isEqualTo(3);
        assertThat(score.unknown()).isOne();
        assertThat(WordSimilarities.parse(List.of()).evaluate(MODEL).correlation())
                .isZero();
    }

    @Test
    void malformedLinesAreRejectedWithTheirNumber() {
        assertThatThrownBy(() -> WordAnalogies.parse(List.of("a b c d", "a b c")))
                .hasMessage("line 2: expected 4 words, found 3");
        assertThatThrownBy(() -> WordSimilarities.parse(List.of("a b 1", "a b c")))
                .hasMessage("line 2: expected two words and a number");
    }

    @ParameterizedTest
    @EnumSource(WordFileFormat.class)
    void exportedVectorsAreImportedWithEqualBits(WordFileFormat format, @TempDir Path directory) throws IOException {
        WordModel model = model(
                List.of("often", "two words", "新闻"), new float[] {.1f, -1e-20f, 3e8f, 0, 1, 2, 1 / 3f, -.7f, 1e-3f});
        Path file = directory.resolve("vectors");
        assertThat(WordVectorExport.write(model, file, format)).isOne();
        WordModel read =
                WordModel.of(WordVectorImport.read(file, format, 10, false).table());
        assertThat(read.vocabulary().words()).containsExactly("often", "新闻");
        for (String word : List.of("often", "新闻")) {
            float[] expected = new float[3];
            float[] actual = new float[3];
            model.copyVector(word, expected);
            read.copyVector(word, actual);
            assertThat(actual).containsExactly(expected);
        }
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    private static WordModel model(List<String> words, float[] vectors) {
        long[] counts = new long[words.size()];
        for (int index = 0; index < counts.length; index++) {
            counts[index] = (long) counts.length - index;
        }
        long sum = counts.length * (counts.length + 1L) / 2;
        return WordModel.of(new WordTable(
                Vocabulary.of(words, counts, sum),
                vectors.length / words.size(),
                vectors,
                null,
                false,
                new WordTable.Provenance("", "", "test", Map.of(), 0)));
    }
}
