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
    void everyEpochReadsEverySentenceWithoutUnknownWords() throws IOException {
        List<List<String>> sentences = List.of(List.of("a", "rare", "b"), List.of(), List.of("b", "a", "a"));
        try (NumberedCorpus corpus = NumberedCorpus.of(SentenceSource.of(sentences))) {
            Vocabulary vocabulary = corpus.builder().build(2, 10);
            NumberedCorpus.ChunkReader reader = corpus.open(vocabulary, 2);
            assertThat(readAll(reader, vocabulary, 100))
                    .containsExactly("a", "b", ".", ".", "b", "a", "a", ".", "a", "b", ".", ".", "b", "a", "a", ".");
            assertThat(reader.words()).isEqualTo(12);
        }
    }

    @Test
    void manyDistinctWordsKeepTheirNumbersAndSentencesAreSplitAtTheEndOfAChunk() throws IOException {
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
    @DisabledOnOs(OS.WINDOWS) // Windows deletes the file only when the process has ended.
    void fileIsUnlinkedWhileInUseSoThatAKilledProcessLeavesNone(@TempDir Path directory) throws IOException {
        SentenceSource text = SentenceSource.of(List.of(List.of("a", "b", "a")));
        try (NumberedCorpus corpus = NumberedCorpus.of(text, directory)) {
            assertThat(directory).isEmptyDirectory();
            Vocabulary vocabulary = corpus.builder().build(1, 10);
            assertThat(readAll(corpus.open(vocabulary, 1), vocabulary, 10)).containsExactly("a", "b", "a", ".");
        }
    }

    private static List<String> readAll(NumberedCorpus.ChunkReader reader, Vocabulary vocabulary, int chunkLength)
            throws IOException {
        List<String> read = new ArrayList<>();
        int[] chunk = new int[chunkLength];
        for (int length = reader.read(chunk); length > 0; length = reader.read(chunk)) {
            for (int index = 0; index < length; index++) {
                boolean sentenceEnd = chunk[index] == NumberedCorpus.ChunkReader.SENTENCE_END;
                read.add(sentenceEnd ? "." : vocabulary.word(chunk[index]));
            }
            assertThat(read.get(read.size() - 1)).isEqualTo(".");
        }
        return read;
    }
}
