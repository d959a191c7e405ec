package io.freshet.recommend.item;

import io.freshet.event.ClickKind;
import io.freshet.event.Limits;
import io.freshet.recommend.settings.VectorSettings;
import java.util.List;
import java.util.Map;

/**
 * Message that a reader read, saw or hid an article, sent to the task that owns the article's state. Keyed by
 * {@link #articleId()}. Signals contain no reader id, so erasing a reader requires no change to item state.
 */
public sealed interface ItemSignal {

    /** Id of the article that the message is about; the task that owns this article receives the message. */
    String articleId();

    /** Event time of the reader's action, epoch milliseconds. */
    long atMillis();

    /**
     * Read of the article: a click, like or share by a reader.
     *
     * @param kind any kind except {@link ClickKind#HIDE}
     * @param context articles read before by the same reader, latest first, distinct and without this article, at most
     *     {@link #CONTEXT_MAX}; empty for a repeated read
     * @param segments segments of the reader, see {@link io.freshet.event.Click#segments()}
     */
    record Read(String articleId, long atMillis, ClickKind kind, List<String> context, Map<String, String> segments)
            implements ItemSignal {
        /** Maximum number of previously read articles in {@link #context()}. */
        public static final int CONTEXT_MAX = VectorSettings.CONTEXT_MAX;

        public Read {
            Limits.id("articleId", articleId);
            if (!kind.isRead()) {
                throw new IllegalArgumentException(
                        "kind of the click on " + articleId + " is " + kind + ", expected a read");
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
     * Read of another article, {@code followerId}, by a reader who had read {@code articleId} before, with {@code rank}
     * articles read in between.
     *
     * @param followerId id of the article read now
     * @param rank from 0; only rank 0 counts as a follower, every rank trains the article's input vector
     */
    record Followed(String articleId, String followerId, long atMillis, int rank) implements ItemSignal {
        public Followed {
            Limits.id("articleId", articleId);
            Limits.id("followerId", followerId);
            if (articleId.equals(followerId)) {
                throw new IllegalArgumentException("article " + articleId + " cannot follow itself");
            }
            if (rank < 0 || rank >= Read.CONTEXT_MAX) {
                throw new IllegalArgumentException("rank is " + rank + ", expected 0 to " + (Read.CONTEXT_MAX - 1));
            }
        }
    }

    /** Impression: the article was shown to a reader. */
    record Shown(String articleId, long atMillis) implements ItemSignal {
        public Shown {
            Limits.id("articleId", articleId);
        }
    }

    /** Hide: a reader hid the article. */
    record Hidden(String articleId, long atMillis) implements ItemSignal {
        public Hidden {
            Limits.id("articleId", articleId);
        }
    }
}
