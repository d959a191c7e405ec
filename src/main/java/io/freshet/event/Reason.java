package io.freshet.event;

import java.util.List;

/**
 * A reason why a recommendation list contains an article. Lists give the reasons of an article in descending strength.
 */
public sealed interface Reason {

    /** Co-reading: readers of {@code articleId}, which this reader read, went on to the recommended article. */
    record ReadersWentOn(String articleId) implements Reason {
        public ReadersWentOn {
            Limits.id("articleId", articleId);
        }
    }

    /** Similarity: the recommended article resembles {@code articleId}, which this reader read. */
    record Resembles(String articleId) implements Reason {
        public Resembles {
            Limits.id("articleId", articleId);
        }
    }

    /** Shared keywords: the recommended article and the reader's profile have these keywords in common. */
    record SharedKeywords(List<String> keywords) implements Reason {
        public SharedKeywords {
            keywords = List.copyOf(keywords);
            if (keywords.isEmpty()) {
                throw new IllegalArgumentException("keywords is empty");
            }
        }
    }

    /**
     * Popularity: the recommended article is among the most read of {@code scope}, which is {@code all} or a category.
     */
    record Trending(String scope) implements Reason {
        public Trending {
            Limits.label("scope", scope);
        }
    }

    /** Recency: the recommended article is new in a category that this reader follows. */
    record NewInCategory(String category) implements Reason {
        public NewInCategory {
            Limits.label("category", category);
        }
    }

    /** Exploration: a list position reserved for an article with few or no reads, to learn how readers react. */
    record Exploration() implements Reason {}
}
