package io.freshet.topology.message;

import io.freshet.event.Limits;

/** The key on the topic {@code word-vectors}. */
public sealed interface WordKey {
    /** The key of {@link WordEntry.BaseModel}. */
    WordKey BASE_MODEL = new Single('m');

    /** The key of {@link WordEntry.Learned}. */
    record Word(String word) implements WordKey {
        public Word {
            Limits.id("word", word);
        }
    }

    /** The key of {@link WordEntry.Labelled}. */
    record Labelled(String word) implements WordKey {
        public Labelled {
            Limits.id("word", word);
        }
    }

    /**
     * The key of {@link WordEntry.Statistics}.
     *
     * @param language a primary language subtag
     */
    record Statistics(String language) implements WordKey {
        public Statistics {
            Limits.id("language", language);
        }
    }

    /**
     * The key of what there is one of.
     *
     * @param tag the byte that stands for it
     */
    record Single(char tag) implements WordKey {
        public Single {
            if (tag != 'm') {
                throw new IllegalArgumentException("tag is " + tag + ", expected m");
            }
        }
    }
}
