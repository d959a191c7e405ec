package io.freshet.event;

import java.util.List;

/** One reason why an article stands in a list, strong reasons first. */
public sealed interface Reason {

    /** Readers of {@code articleId}, which this reader read, went on to it. */
    record ReadersWentOn(String articleId) implements Reason {
        public ReadersWentOn {
            Limits.id("articleId", articleId);
        }
    }

    /** It resembles {@code articleId}, which this reader read. */
    record Resembles(String articleId) implements Reason {
        public Resembles {
            Limits.id("articleId", articleId);
        }
    }

    /** It shares these keywords with what this reader reads. */
    record SharedKeywords(List<String> keywords) implements Reason {
        public SharedKeywords {
            keywords = List.copyOf(keywords);
            if (keywords.isEmpty()) {
                throw new IllegalArgumentException("keywords is empty");
            }
        }
    }

    /** It is among the most read of a scope: {@code all} or a category. */
    record Trending(String scope) implements Reason {
        public Trending {
            Limits.label("scope", scope);
        }
    }

    /** It is new in a category this reader follows. */
    record NewInCategory(String category) implements Reason {
        public NewInCategory {
            Limits.label("category", category);
        }
    }

    /** It is new or little read, and nothing else speaks for it yet: a place kept for finding out how it does. */
    record Exploration() implements Reason {}
}
