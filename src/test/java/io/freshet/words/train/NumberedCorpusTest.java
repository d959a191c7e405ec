package io.freshet.words.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.words.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class NumberedCorpusTest {

    @Test
    void readsBackEverySentenceWithoutUnknownWordsAsOftenAsAsked() throws IOException {
        List<List<String>> sentences = List.of(List.of("a", "rare", "b"), List.of(), List.of("b", "a", "a"));
        try (NumberedCorpus corpus = NumberedCorpus.of(SentenceSource.of(sentences))) {
            Vocabulary vocabulary = corpus.builder().build(2, 10);
            NumberedCorpus.Reader reader = corpus.open(vocabulary, 2);
            assertThat(readAll(reader, vocabulary, 100))
                    .containsExactly("a", "b", ".", ".", "b", "a", "a", ".", "a", "b", ".", ".", "b", "a", "a", ".");
            assertThat(reader.words()).isEqualTo(12);
        }
    }

    @Test
    void keepsManyDistinctWordsApartAndCutsSentencesAtTheEndOfAPiece() throws IOException {
        Random random = new Random(4);
        List<String> words = random.ints(60_000, 0, 30_000)
                .mapToObj(number -> "word" + number)
                .toList();
        try (NumberedCorpus corpus = NumberedCorpus.of(SentenceSource.of(List.of(words)))) {
            Vocabulary vocabulary = corpus.builder().build(1, 100_000);
            List<String> read = readAll(corpus.open(vocabulary, 1), vocabulary, 1_000);
            read.removeIf("."::equals);
            assertThat(read).isEqualTo(words);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS) // There the system deletes the file when the process has ended.
    void fileHasNoNameWhileItIsInUseSoThatNothingIsLeftOfAKilledProcess(@TempDir Path directory) throws IOException {
        SentenceSource text = SentenceSource.of(List.of(List.of("a", "b", "a")));
        try (NumberedCorpus corpus = NumberedCorpus.of(text, directory)) {
            assertThat(directory).isEmptyDirectory();
            Vocabulary vocabulary = corpus.builder().build(1, 10);
            assertThat(readAll(corpus.open(vocabulary, 1), vocabulary, 10)).containsExactly("a", "b", "a", ".");
        }
    }

    private static List<String> readAll(NumberedCorpus.Reader reader, Vocabulary vocabulary, int pieceLength)
            throws IOException {
        List<String> read = new ArrayList<>();
        int[] piece = new int[pieceLength];
        for (int length = reader.read(piece); length > 0; length = reader.read(piece)) {
            for (int index = 0; index < length; index++) {
                read.add(piece[index] == NumberedCorpus.Reader.SENTENCE_END ? "." : vocabulary.word(piece[index]));
            }
            assertThat(read.get(read.size() - 1)).isEqualTo(".");
        }
        return read;
    }
}
