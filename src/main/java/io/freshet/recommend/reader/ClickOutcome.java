package io.freshet.recommend.reader;

import io.freshet.recommend.item.ItemSignal;
import java.util.List;

/**
 * What became of a click.
 *
 * @param signals what the owners of articles are to be told, in this order
 */
public record ClickOutcome(Effect effect, List<ItemSignal> signals) {

    public ClickOutcome {
        signals = List.copyOf(signals);
    }

    /** Of an event that came before. */
    public static ClickOutcome duplicate() {
        return new ClickOutcome(Effect.DUPLICATE, List.of());
    }

    /** Of one click too many. */
    public static ClickOutcome excess() {
        return new ClickOutcome(Effect.EXCESS, List.of());
    }

    /** How a click changed its reader's state. */
    public enum Effect {
        /** A new read. */
        READ,
        /** The article was read in this session already: it counts for the article, but is no step from one to another. */
        REPEATED,
        /** The article will not come back to this reader. */
        HIDDEN,
        /** The same event came before: nothing changed. */
        DUPLICATE,
        /** The reader clicks more often than counts: nothing changed. */
        EXCESS
    }
}
