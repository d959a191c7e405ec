package io.freshet.article;

import io.freshet.article.category.CategoryWord;
import io.freshet.article.category.CategoryWordCounts;
import io.freshet.article.category.CategoryWordStore;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The word counts of one language in a store that all languages share: there a word follows its language and a space,
 * "de wort". No term holds a space.
 *
 * @param language a primary language subtag
 */
public record LanguageWords(CategoryWordStore all, String language) implements CategoryWordStore {

    /** The word counts of one language, to be read: each bears the name it has in the shared store, so that it is no copy. */
    static CategoryWordCounts counts(CategoryWordCounts all, String language) {
        return word -> all.get(name(language, word));
    }

    private static String name(String language, String word) {
        return language + ' ' + word;
    }

    @Override
    public Optional<CategoryWord> get(String word) {
        return all.get(name(language, word)).map(found -> found.renamed(word));
    }

    @Override
    public void put(CategoryWord word) {
        all.put(word.renamed(name(language, word.word())));
    }

    @Override
    public void remove(String word) {
        all.remove(name(language, word));
    }

    @Override
    public void forEach(Consumer<CategoryWord> visitor) {
        String prefix = name(language, "");
        all.forEach(found -> {
            if (found.word().startsWith(prefix)) {
                visitor.accept(found.renamed(found.word().substring(prefix.length())));
            }
        });
    }
}
