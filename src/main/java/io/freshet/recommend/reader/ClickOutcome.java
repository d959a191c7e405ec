package io.freshet.recommend.reader;

import io.freshet.recommend.item.ItemSignal;
import java.util.List;

/**
 * Effect of a click.
 *
 * @param signals signals to the owners of articles, in order
 */
public record ClickOutcome(Effect effect, List<ItemSignal> signals) {

    public ClickOutcome {
        signals = List.copyOf(signals);
    }

    /** Outcome of a duplicate event. */
    public static ClickOutcome duplicate() {
        return new ClickOutcome(Effect.DUPLICATE, List.of());
    }

    /** Outcome of a click above the reader's click rate. */
    public static ClickOutcome excess() {
        return new ClickOutcome(Effect.EXCESS, List.of());
    }

    /** Change of the reader's state. */
    public enum Effect {
        /** First read of the article in this session. */
        READ,
        /** Repeated read in this session: counts for the article, and for no transition. */
        REPEATED,
        /** The article stays off this reader's lists. */
        HIDDEN,
        /** Duplicate event: no change. */
        DUPLICATE,
        /** Above the reader's click rate: no change. */
        EXCESS
    }
}
