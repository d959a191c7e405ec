package io.freshet.cli.demo;

import io.freshet.event.Article;
import io.freshet.newsroom.SimulatedNewsroom;
import io.freshet.text.Sentence;
import io.freshet.text.Tokenizer;
import io.freshet.words.WordModelFile;
import io.freshet.words.train.SentenceSource;
import io.freshet.words.train.TrainingProgress;
import io.freshet.words.train.TrainingSettings;
import io.freshet.words.train.Word2VecTrainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Trains the word model of the demo on the archive of the simulated newsroom, within seconds. */
final class DemoArchive {
    private static final int ARTICLES = 1_200;
    private static final TrainingSettings TRAINING = TrainingSettings.DEFAULTS
            .withDimension(64)
            .withVocabulary(new TrainingSettings.VocabularyLimits(3, 50_000))
            .withSchedule(new TrainingSettings.Schedule(.05, 3));

    private DemoArchive() {}

    /**
     * Trains the word model on the simulated newsroom's articles before {@code endMillis} and writes it to the file
     * {@code model}; does nothing if the file exists.
     *
     * @param seed random seed of the archive
     * @param endMillis event time before which all archived articles were published
     */
    static void train(Path model, long seed, long endMillis) throws IOException {
        if (Files.exists(model)) {
            return;
        }
        WordModelFile.write(
                model,
                new Word2VecTrainer()
                        .train(sentences(seed, endMillis), TRAINING, TrainingProgress.Listener.NONE)
                        .withSource("archive of the demo"));
    }

    private static SentenceSource sentences(long seed, long endMillis) {
        List<List<String>> sentences = new ArrayList<>();
        for (Article article : SimulatedNewsroom.archive(seed, ARTICLES, endMillis)) {
            Tokenizer tokenizer = Tokenizer.forLanguage(
                    Optional.ofNullable(article.language()).orElse("en"));
            tokenizer.sentences(article.title() + "\n" + article.body(), Integer.MAX_VALUE).stream()
                    .map(Sentence::terms)
                    .forEach(sentences::add);
        }
        return SentenceSource.of(sentences);
    }
}
