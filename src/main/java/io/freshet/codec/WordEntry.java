package io.freshet.codec;

import io.freshet.embedding.ArticleStatistics;
import io.freshet.embedding.CategoryWord;
import io.freshet.embedding.LearnedWord;
import io.freshet.event.Limits;

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
