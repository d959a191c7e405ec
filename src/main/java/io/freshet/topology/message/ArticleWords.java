package io.freshet.topology.message;

import io.freshet.event.Limits;
import io.freshet.text.StreamToken;
import io.freshet.vector.FloatVector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An article on its way to the task that learns words and the statistics of all articles.
 *
 * @param language a BCP 47 tag, of the language whose statistics it belongs to
 * @param sentences the {@link #leading} ones as the tokeniser sees them, without numbers, no compound put together: what is one word the learning
 *     task says by itself, whatever was known where the article came in
 * @param rawVector of the article; empty if no word of it has a vector
 * @param category the publisher's own, null without one: guesses are not learned from
 * @param publishedAtMillis event time of the article, in epoch milliseconds
 * @param arrivedAtMillis when it reached its topic, in epoch milliseconds of the wall clock
 */
public record ArticleWords(
        String articleId,
        String language,
        List<List<StreamToken>> sentences,
        FloatVector rawVector,
        @Nullable String category,
        long publishedAtMillis,
        long arrivedAtMillis) {

    /** Bytes that the words of an article may take: well below the largest record of a topic. */
    public static final int WORD_BYTES_MAX = 512 << 10;

    /** The most bytes of a character in UTF-8, per UTF-16 unit. */
    private static final int CHAR_BYTES_MAX = 3;
    /** Bytes of a word beside its text: how it is joined, and its length. */
    private static final int WORD_BYTES = 3;

    /** The first sentences, as many as certainly take no more than {@link #WORD_BYTES_MAX} bytes. */
    public static List<List<StreamToken>> leading(List<List<StreamToken>> sentences) {
        long bytes = 0;
        for (int index = 0; index < sentences.size(); index++) {
            for (StreamToken word : sentences.get(index)) {
                bytes += WORD_BYTES + (long) CHAR_BYTES_MAX * word.term().length();
            }
            if (bytes > WORD_BYTES_MAX) {
                return sentences.subList(0, index);
            }
        }
        return sentences;
    }

    public ArticleWords {
        Limits.id("articleId", articleId);
        Limits.label("language", language);
        sentences = sentences.stream().map(List::copyOf).toList();
        if (category != null) {
            Limits.label("category", category);
        }
    }
}
