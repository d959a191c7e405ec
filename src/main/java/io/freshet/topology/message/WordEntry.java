package io.freshet.topology.message;

import io.freshet.article.ArticleStatistics;
import io.freshet.article.category.CategoryWord;
import io.freshet.event.Limits;
import io.freshet.words.LearnedWord;

/**
 * Value of the topic {@code word-vectors}: a learned word, counts of a word by category, statistics of a language, or
 * the fingerprint of the base model.
 */
public sealed interface WordEntry {

    /** Key under which the entry is published. */
    WordKey key();

    /** A word with the vectors learned from the stream of articles. */
    record Learned(LearnedWord word) implements WordEntry {
        @Override
        public WordKey key() {
            return new WordKey.Word(word.word());
        }
    }

    /** Number of articles of each category that use a word of a language. */
    record CategoryCounts(CategoryWord counts) implements WordEntry {
        @Override
        public WordKey key() {
            return new WordKey.CategoryCounts(counts.word());
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
     * Fingerprint of the base model on which the words were learned. An instance with another base model must not join
     * the application.
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
