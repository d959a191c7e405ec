package io.freshet.recommend.reader;

import io.freshet.recommend.item.ItemSignal;
import java.util.List;

/**
 * Result of applying a click: its effect on the reader's state, and the messages that update the states of articles.
 *
 * @param signals messages to send to the tasks that own the articles, in order
 */
public record ClickOutcome(Effect effect, List<ItemSignal> signals) {

    public ClickOutcome {
        signals = List.copyOf(signals);
    }

    /** Outcome of a click whose event was applied before. */
    public static ClickOutcome duplicate() {
        return new ClickOutcome(Effect.DUPLICATE, List.of());
    }

    /** Outcome of a click above the reader's limit of clicks per minute. */
    public static ClickOutcome rateLimited() {
        return new ClickOutcome(Effect.RATE_LIMITED, List.of());
    }

    /** Effect of a click on the reader's state. */
    public enum Effect {
        /** First read of the article in this session. */
        READ,
        /**
         * Repeated read of the article in this session: counts as a read of the article, but trains no vectors. Not
         * counted as a read after other articles.
         */
        REPEATED,
        /** Hide: the article stays off this reader's lists. */
        HIDDEN,
        /** Duplicate event: no change. */
        DUPLICATE,
        /** Click above the reader's limit of clicks per minute: no change. */
        RATE_LIMITED
    }
}
