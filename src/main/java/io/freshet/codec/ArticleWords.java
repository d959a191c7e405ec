package io.freshet.codec;

import io.freshet.embedding.RunningWord;
import io.freshet.event.Limits;
import io.freshet.vector.FloatVector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An article on its way to the task that learns words and the statistics of all articles.
 *
 * @param sentences as the tokeniser sees them, without numbers, no compound put together: what is one word the learning
 *     task says by itself, whatever was known where the article came in
 * @param rawVector of the article; empty if no word of it has a vector
 * @param category the publisher's own, null without one: guesses are not learned from
 * @param publishedAtMillis event time of the article, in epoch milliseconds
 * @param arrivedAtMillis when it reached its topic, in epoch milliseconds of the wall clock
 */
public record ArticleWords(
        String articleId,
        List<List<RunningWord>> sentences,
        FloatVector rawVector,
        @Nullable String category,
        long publishedAtMillis,
        long arrivedAtMillis) {

    public ArticleWords {
        Limits.id("articleId", articleId);
        sentences = sentences.stream().map(List::copyOf).toList();
        if (category != null) {
            Limits.label("category", category);
        }
    }
}
