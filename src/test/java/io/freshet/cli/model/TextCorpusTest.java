package io.freshet.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextCorpusTest {

    @TempDir
    private Path directory;

    @Test
    void longLineIsReadInChunksWithoutLosingAWord() throws IOException {
        Path file = directory.resolve("long.txt");
        Files.writeString(file, "word ".repeat(50_000).strip());
        TextCorpus corpus = new TextCorpus(List.of(file), Optional.empty(), true);
        try (Stream<List<String>> sentences = corpus.open()) {
            List<List<String>> all = sentences.toList();
            assertThat(all).hasSizeGreaterThan(5);
            assertThat(all.stream().flatMap(List::stream)).hasSize(50_000).containsOnly("word");
        }
    }
}
