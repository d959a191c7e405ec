package io.freshet.topology.message;

import io.freshet.event.Limits;
import io.freshet.text.StreamToken;
import io.freshet.vector.FloatVector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Words, vector and category of an article, sent to the task that learns words and statistics.
 *
 * @param language BCP 47 tag of the statistics that the article belongs to
 * @param sentences the {@link #leading} sentences as tokenised, without numbers and without compounds joined: the
 *     learning task joins the compounds it knows
 * @param rawVector vector before the mean is subtracted; empty if no word has a vector
 * @param category the publisher's category, null without one; inferred categories teach nothing
 * @param publishedAtMillis event time, epoch milliseconds
 * @param arrivedAtMillis when the article arrived on its topic, epoch milliseconds by the wall clock
 */
public record ArticleWords(
        String articleId,
        String language,
        List<List<StreamToken>> sentences,
        FloatVector rawVector,
        @Nullable String category,
        long publishedAtMillis,
        long arrivedAtMillis) {

    /** Largest size of an article's words, in bytes; well below the record size limit of a topic. */
    public static final int WORD_BYTES_MAX = 512 << 10;

    /** Maximum number of bytes that one UTF-16 unit takes in UTF-8. */
    private static final int CHAR_BYTES_MAX = 3;
    /**
     * Bytes counted for each word besides its text: one for the kind of gap to the previous word, two for the text's
     * length.
     */
    private static final int WORD_BYTES = 3;

    /** Returns as many leading sentences as together fit into {@link #WORD_BYTES_MAX} bytes. */
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
