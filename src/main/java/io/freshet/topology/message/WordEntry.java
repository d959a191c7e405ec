package io.freshet.topology.message;

import io.freshet.article.ArticleStatistics;
import io.freshet.article.category.CategoryWord;
import io.freshet.event.Limits;
import io.freshet.words.LearnedWord;

/** Value of the topic {@code word-vectors}. */
public sealed interface WordEntry {

    /** Key of the entry. */
    WordKey key();

    /** A word learned from the stream. */
    record Learned(LearnedWord word) implements WordEntry {
        @Override
        public WordKey key() {
            return new WordKey.Word(word.word());
        }
    }

    /** Articles of each category that use a word of a language. */
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
     * Base model of the learned words. An instance with another base model must not take part.
     *
     * @param fingerprint fingerprint of the model file
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
