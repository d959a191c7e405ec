package io.freshet.topology;

import io.freshet.words.WordModel;
import io.freshet.words.train.SentenceSource;
import io.freshet.words.train.TrainingSettings;
import io.freshet.words.train.Word2VecTrainer;
import io.freshet.words.train.WordAlgorithm;
import io.freshet.words.train.WordObjective;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A word model of two subjects, football and markets, trained in a moment. */
final class SmallWords {
    private static final List<String> FOOTBALL = List.of(
            "striker", "goalkeeper", "match", "league", "club", "coach", "scored", "signs", "injured", "season");
    private static final List<String> MARKETS =
            List.of("bank", "shares", "investors", "rates", "profits", "bonds", "fall", "rise", "traders", "inflation");
    private static final List<String> BOTH = List.of("the", "after", "before", "of", "for", "in");

    private SmallWords() {}

    static WordModel model() {
        Random random = new Random(7);
        List<List<String>> sentences = new ArrayList<>();
        for (int index = 0; index < 600; index++) {
            List<String> subject = index % 2 == 0 ? FOOTBALL : MARKETS;
            List<String> sentence = new ArrayList<>();
            for (int word = 0; word < 10; word++) {
                List<String> words = word % 4 == 3 ? BOTH : subject;
                sentence.add(words.get(random.nextInt(words.size())));
            }
            sentences.add(sentence);
        }
        TrainingSettings settings = new TrainingSettings(
                WordAlgorithm.SKIP_GRAM,
                WordObjective.NEGATIVE_SAMPLING,
                16,
                new TrainingSettings.Sampling(5, 5, 0),
                new TrainingSettings.VocabularyLimits(1, 1_000),
                new TrainingSettings.Schedule(.05, 10),
                1);
        try {
            return WordModel.of(new Word2VecTrainer().train(SentenceSource.of(sentences), settings, progress -> {}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
