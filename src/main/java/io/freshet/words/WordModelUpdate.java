package io.freshet.words;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Combines a base model and the words learned from a stream into a new model, for use as a base model. Stateless. */
public final class WordModelUpdate {

    /**
     * A word of the new model: its index in the base model (-1 if absent), and its uses in base corpus and stream
     * together.
     *
     * @param baseIndex index in the base model, -1 for a new word
     * @param count uses in the base corpus and the stream together
     */
    private record UpdatedWord(String word, int baseIndex, long count) {}

    private WordModelUpdate() {}

    /**
     * Creates the model of all base and learned words; a learned vector replaces the base vector of the same word.
     *
     * @param provenance of the new model
     * @throws IllegalArgumentException if there are more than {@link Vocabulary#WORDS_MAX} words
     */
    public static WordTable of(WordModel base, LearnedWordStore learned, WordTable.Provenance provenance) {
        Map<String, LearnedWord> learnedByWord = new HashMap<>();
        learned.forEach(word -> learnedByWord.put(word.word(), word));
        List<UpdatedWord> entries = entries(base.vocabulary(), learnedByWord);
        int dimension = base.dimension();
        float[] input = new float[Math.multiplyExact(entries.size(), dimension)];
        float[] output = new float[input.length];
        long[] counts = new long[entries.size()];
        long runningWords = base.vocabulary().corpusWords();
        for (int index = 0; index < counts.length; index++) {
            UpdatedWord entry = entries.get(index);
            counts[index] = entry.count();
            LearnedWord word = learnedByWord.get(entry.word());
            if (word == null) {
                base.copyInput(entry.baseIndex(), input, index * dimension);
                base.copyOutput(entry.baseIndex(), output, index * dimension);
            } else {
                runningWords += word.count();
                word.input().copyInto(input, index * dimension);
                word.output().copyInto(output, index * dimension);
            }
        }
        List<String> words = entries.stream().map(UpdatedWord::word).toList();
        return new WordTable(
                Vocabulary.of(words, counts, runningWords),
                dimension,
                input,
                output,
                base.countsEstimated(),
                provenance);
    }

    private static List<UpdatedWord> entries(Vocabulary vocabulary, Map<String, LearnedWord> learned) {
        List<UpdatedWord> entries = new ArrayList<>();
        for (int index = 0; index < vocabulary.size(); index++) {
            LearnedWord word = learned.get(vocabulary.word(index));
            long streamCount = word == null ? 0 : word.count();
            entries.add(new UpdatedWord(vocabulary.word(index), index, vocabulary.count(index) + streamCount));
        }
        for (LearnedWord word : learned.values()) {
            if (!vocabulary.contains(word.word())) {
                entries.add(new UpdatedWord(word.word(), -1, word.count()));
            }
        }
        entries.sort(Comparator.comparingLong(UpdatedWord::count).reversed().thenComparing(UpdatedWord::word));
        return entries;
    }
}
