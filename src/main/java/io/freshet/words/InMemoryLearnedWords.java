package io.freshet.words;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Store of learned words in memory only, for learning from a file of articles without Kafka. Owned by one thread. */
public final class InMemoryLearnedWords implements LearnedWordStore {
    private final Map<String, LearnedWord> words = new HashMap<>();

    @Override
    public Optional<LearnedWord> get(String word) {
        return Optional.ofNullable(words.get(word));
    }

    @Override
    public void put(LearnedWord word) {
        words.put(word.word(), word);
    }

    @Override
    public void remove(String word) {
        words.remove(word);
    }

    @Override
    public void forEach(Consumer<LearnedWord> visitor) {
        words.values().forEach(visitor);
    }
}
