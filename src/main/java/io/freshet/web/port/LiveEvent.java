package io.freshet.web.port;

import io.freshet.event.ArticleProfile;
import io.freshet.event.Click;
import io.freshet.event.Recommendations;
import io.freshet.event.Trending;

/** An input event or an output of Freshet, reported as it happens. */
public sealed interface LiveEvent {

    /** An article was published or corrected, and its profile is complete. */
    record ArticleProfiled(ArticleProfile profile) implements LiveEvent {}

    /**
     * A reader clicked, liked, shared or hid an article.
     *
     * @param sentMillis wall-clock time at which the click was sent, epoch milliseconds
     */
    record Clicked(Click click, long sentMillis) implements LiveEvent {}

    /** A new list of recommendations for a reader was emitted. */
    record ListEmitted(Recommendations recommendations) implements LiveEvent {}

    /**
     * A reader was erased, or expired after a long absence.
     *
     * @param sentMillis wall-clock time at which the erasure was sent, epoch milliseconds
     */
    record ReaderRemoved(String userId, long sentMillis) implements LiveEvent {}

    /** The most-read list of a category, or of all articles, in a time window has changed. */
    record TrendingChanged(Trending trending) implements LiveEvent {}
}
