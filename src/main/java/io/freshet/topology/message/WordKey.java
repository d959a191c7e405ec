package io.freshet.topology.message;

import io.freshet.event.Limits;

/** Key of the topic {@code word-vectors}, with one type of key for each type of {@link WordEntry}. */
public sealed interface WordKey {
    /** Key of {@link WordEntry.BaseModel}. */
    WordKey BASE_MODEL = new Single('m');

    /** Key of {@link WordEntry.Learned}: the word. */
    record Word(String word) implements WordKey {
        public Word {
            Limits.id("word", word);
        }
    }

    /**
     * Key of {@link WordEntry.CategoryCounts}: the language, a space and the word.
     *
     * @param word the language, a space and the word
     */
    record CategoryCounts(String word) implements WordKey {
        public CategoryCounts {
            Limits.id("word", word);
        }
    }

    /**
     * Key of {@link WordEntry.Statistics}: the language.
     *
     * @param language primary language subtag
     */
    record Statistics(String language) implements WordKey {
        public Statistics {
            Limits.id("language", language);
        }
    }

    /**
     * Key of an entry that exists once on the topic, such as {@link #BASE_MODEL}.
     *
     * @param tag byte of the key
     */
    record Single(char tag) implements WordKey {
        public Single {
            if (tag != 'm') {
                throw new IllegalArgumentException("tag is " + tag + ", expected m");
            }
        }
    }
}
