package io.freshet.topology.message;

import io.freshet.article.ArticleStatistics;
import io.freshet.article.category.CategoryWord;
import io.freshet.event.Limits;
import io.freshet.words.LearnedWord;

/** A value on the topic {@code word-vectors}. */
public sealed interface WordEntry {

    /** Where it belongs. */
    WordKey key();

    /** A word learned since the base model. */
    record Learned(LearnedWord word) implements WordEntry {
        @Override
        public WordKey key() {
            return new WordKey.Word(word.word());
        }
    }

    /** In how many articles of each category of a language a word is used. */
    record Labelled(CategoryWord counts) implements WordEntry {
        @Override
        public WordKey key() {
            return new WordKey.Labelled(counts.word());
        }
    }

    /** Statistics of the articles of one language. */
    record Statistics(String language, ArticleStatistics statistics) implements WordEntry {
        @Override
        public WordKey key() {
            return new WordKey.Statistics(language);
        }
    }

    /**
     * Which base model the words were learned over: instances with another one must not take part.
     *
     * @param fingerprint of the model file
     */
    record BaseModel(String fingerprint) implements WordEntry {
        public BaseModel {
            Limits.id("fingerprint", fingerprint);
        }

        @Override
        public WordKey key() {
            return WordKey.BASE_MODEL;
        }
    }
}
