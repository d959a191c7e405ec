package io.freshet.recommend;

import io.freshet.event.Click;
import io.freshet.event.Impression;
import java.util.List;

/** Learns about one reader from the reader's events, and says what the owners of articles are to be told. */
public final class ReaderLearner {
    public ReaderLearner(RecommendSettings settings) {}

    /** Takes in a click. */
    public ClickOutcome apply(ReaderState reader, Click click, Catalogue catalogue) {
        throw new UnsupportedOperationException();
    }

    /** Takes in a showing; gives an {@link ItemSignal.Exposed} for each article shown. */
    public List<ItemSignal> apply(ReaderState reader, Impression impression) {
        throw new UnsupportedOperationException();
    }
}
