package io.freshet.article;

import io.freshet.article.category.CategoryWord;
import io.freshet.article.category.CategoryWordCounts;
import io.freshet.article.category.CategoryWordStore;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * View of the word counts of one language in a store that all languages share. The store's key is the language, a space
 * and the word, "de wort"; no term contains a space.
 *
 * @param all the shared store
 * @param language a primary language subtag
 */
record LanguageWords(CategoryWordStore all, String language) implements CategoryWordStore {

    /**
     * Read-only view of the word counts of one language. Makes no copies: each entry keeps the key of the shared store
     * as its word.
     */
    static CategoryWordCounts counts(CategoryWordCounts all, String language) {
        return word -> all.get(key(language, word));
    }

    private static String key(String language, String word) {
        return language + ' ' + word;
    }

    @Override
    public Optional<CategoryWord> get(String word) {
        return all.get(key(language, word)).map(found -> found.withWord(word));
    }

    @Override
    public void put(CategoryWord word) {
        all.put(word.withWord(key(language, word.word())));
    }

    @Override
    public void remove(String word) {
        all.remove(key(language, word));
    }

    @Override
    public void forEach(Consumer<CategoryWord> visitor) {
        String prefix = key(language, "");
        all.forEach(found -> {
            if (found.word().startsWith(prefix)) {
                visitor.accept(found.withWord(found.word().substring(prefix.length())));
            }
        });
    }
}
