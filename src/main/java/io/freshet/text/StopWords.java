package io.freshet.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Words that say nothing of what a text is about, English, Chinese and Japanese. One list for all languages: news mixes
 * them, and no word of one list means anything in the language of the other.
 */
public final class StopWords {
    private static final Set<String> FUNCTION_WORDS_ENGLISH = read("function-words-en.txt");
    private static final Set<String> NEWS_WORDS_ENGLISH = read("news-words-en.txt");
    private static final Set<String> CHINESE = read("stop-words-zh.txt");
    private static final Set<String> JAPANESE = read("stop-words-ja.txt");

    private StopWords() {}

    /**
     * Whether a term is a stop word.
     *
     * @param term as {@link Token#term()}
     */
    public static boolean contains(String term) {
        return FUNCTION_WORDS_ENGLISH.contains(term)
                || NEWS_WORDS_ENGLISH.contains(term)
                || CHINESE.contains(term)
                || JAPANESE.contains(term);
    }

    private static Set<String> read(String resource) {
        try (@Nullable InputStream stream = StopWords.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("resource " + resource + " is missing");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .flatMap(line -> Arrays.stream(line.split("\\s+")))
                    .filter(word -> !word.isEmpty())
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException exception) {
            throw new UncheckedIOException("resource " + resource, exception);
        }
    }
}
