package io.freshet.recommend.item;

import io.freshet.event.ClickKind;
import io.freshet.event.Limits;
import io.freshet.recommend.settings.RecommendSettings;
import java.util.List;
import java.util.Map;

/**
 * What the owner of one article is told about it, keyed by {@link #articleId()}. No signal names a reader, so erasing a
 * reader has nothing to look for on the item side.
 */
public sealed interface ItemSignal {

    /** Whose owner is told. */
    String articleId();

    /** When it happened, in epoch milliseconds of event time. */
    long atMillis();

    /**
     * The article was read.
     *
     * @param kind not {@link ClickKind#HIDE}
     * @param context the articles read before by the same reader, latest first, without this one and without repeats,
     *     at most {@link #CONTEXT_MAX}; empty for a repeated read
     * @param segments the reader's situation, see {@link io.freshet.event.Click#segments()}
     */
    record Read(String articleId, long atMillis, ClickKind kind, List<String> context, Map<String, String> segments)
            implements ItemSignal {
        /** Longest context. */
        public static final int CONTEXT_MAX = RecommendSettings.CONTEXT_MAX;

        public Read {
            Limits.id("articleId", articleId);
            if (!kind.isRead()) {
                throw new IllegalArgumentException(kind + " of " + articleId + " is not a read");
            }
            context = List.copyOf(context);
            if (context.size() > CONTEXT_MAX) {
                throw new IllegalArgumentException("context of " + articleId + " has " + context.size()
                        + " articles, more than the limit of " + CONTEXT_MAX);
            }
            segments = Map.copyOf(segments);
        }
    }

    /**
     * A reader of the article went on to another.
     *
     * @param followerId the other article
     * @param rank how many articles the reader read in between, from 0; only rank 0 counts as a follower, every rank
     *     trains the article's input vector
     */
    record Followed(String articleId, String followerId, long atMillis, int rank) implements ItemSignal {
        public Followed {
            Limits.id("articleId", articleId);
            Limits.id("followerId", followerId);
            if (articleId.equals(followerId)) {
                throw new IllegalArgumentException(articleId + " cannot follow itself");
            }
            if (rank < 0 || rank >= Read.CONTEXT_MAX) {
                throw new IllegalArgumentException("rank is " + rank + ", expected 0 to " + (Read.CONTEXT_MAX - 1));
            }
        }
    }

    /** The article was shown to a reader. */
    record Exposed(String articleId, long atMillis) implements ItemSignal {
        public Exposed {
            Limits.id("articleId", articleId);
        }
    }

    /** A reader hid the article. */
    record Hidden(String articleId, long atMillis) implements ItemSignal {
        public Hidden {
            Limits.id("articleId", articleId);
        }
    }
}
