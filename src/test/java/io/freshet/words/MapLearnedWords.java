package io.freshet.words;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** In-memory store that counts its puts. */
public final class MapLearnedWords implements LearnedWordStore {
    private final Map<String, LearnedWord> words = new HashMap<>();
    private int puts;

    /** The stored words; a live view. */
    public Map<String, LearnedWord> words() {
        return words;
    }

    public int puts() {
        return puts;
    }

    @Override
    public Optional<LearnedWord> get(String word) {
        return Optional.ofNullable(words.get(word));
    }

    @Override
    public void put(LearnedWord word) {
        words.put(word.word(), word);
        puts++;
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
