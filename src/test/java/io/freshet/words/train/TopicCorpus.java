package io.freshet.words.train;

import io.freshet.vector.VectorMath;
import io.freshet.words.WordModel;
import io.freshet.words.WordVectors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Synthetic corpus of known structure: each sentence has one topic, with words of the topic and common words. */
public final class TopicCorpus {
    public static final int TOPICS = 4;
    public static final int WORDS_PER_TOPIC = 12;
    private static final int COMMON_WORDS = 5;
    private static final int SENTENCE_WORDS = 12;

    private TopicCorpus() {}

    public static List<List<String>> sentences(int count, long seed) {
        Random random = new Random(seed);
        List<List<String>> sentences = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            sentences.add(sentence(random.nextInt(TOPICS), random));
        }
        return sentences;
    }

    public static List<String> sentence(int topic, Random random) {
        List<String> sentence = new ArrayList<>();
        for (int index = 0; index < SENTENCE_WORDS; index++) {
            boolean common = random.nextInt(4) == 0;
            sentence.add(
                    common ? "common" + random.nextInt(COMMON_WORDS) : word(topic, random.nextInt(WORDS_PER_TOPIC)));
        }
        return sentence;
    }

    /** The words of {@link #sentences} in random order, so that sentences have no topic. */
    public static List<List<String>> shuffled(int count, long seed) {
        List<String> words = new ArrayList<>();
        sentences(count, seed).forEach(words::addAll);
        Collections.shuffle(words, new Random(seed));
        List<List<String>> sentences = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            sentences.add(words.subList(SENTENCE_WORDS * index, SENTENCE_WORDS * (index + 1)));
        }
        return sentences;
    }

    /** A word model trained on the corpus, which separates the topics. */
    public static WordModel model() throws IOException {
        return WordModel.of(new Word2VecTrainer()
                .train(
                        SentenceSource.of(sentences(3_000, 1)),
                        Word2VecTrainerTest.settings(WordAlgorithm.SKIP_GRAM, 1),
                        TrainingProgress.Listener.NONE));
    }

    public static String word(int topic, int index) {
        return "topic" + topic + "word" + index;
    }

    /** Mean cosine of word pairs within a topic minus the mean cosine of pairs across topics. */
    public static double separation(WordVectors vectors) {
        double same = 0;
        double different = 0;
        int samePairs = 0;
        int differentPairs = 0;
        for (int left = 0; left < TOPICS * WORDS_PER_TOPIC; left++) {
            for (int right = 0; right < left; right++) {
                double cosine = VectorMath.cosine(vector(vectors, left), vector(vectors, right));
                if (left / WORDS_PER_TOPIC == right / WORDS_PER_TOPIC) {
                    same += cosine;
                    samePairs++;
                } else {
                    different += cosine;
                    differentPairs++;
                }
            }
        }
        return same / samePairs - different / differentPairs;
    }

    private static float[] vector(WordVectors vectors, int number) {
        String word = word(number / WORDS_PER_TOPIC, number % WORDS_PER_TOPIC);
        float[] vector = new float[vectors.dimension()];
        if (!vectors.copyVector(word, vector)) {
            throw new AssertionError("no vector of " + word);
        }
        return vector;
    }
}
