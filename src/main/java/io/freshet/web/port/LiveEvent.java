package io.freshet.web.port;

import io.freshet.event.ArticleProfile;
import io.freshet.event.Click;
import io.freshet.event.Recommendations;
import io.freshet.event.Trending;

/** Something that just happened in the newsroom or that Freshet just answered. */
public sealed interface LiveEvent {

    /** An article was announced and understood, or corrected. */
    record ArticleUnderstood(ArticleProfile profile) implements LiveEvent {}

    /**
     * A reader did something with an article.
     *
     * @param sentMillis when the click was sent, in epoch milliseconds of the world's clock
     */
    record Clicked(Click click, long sentMillis) implements LiveEvent {}

    /** A reader's list was made anew. */
    record ListMade(Recommendations recommendations) implements LiveEvent {}

    /**
     * A reader was erased, or has been away for so long that nothing is kept of them.
     *
     * @param sentMillis when that was sent, in epoch milliseconds of the world's clock
     */
    record ReaderErased(String userId, long sentMillis) implements LiveEvent {}

    /** A most-read list changed. */
    record TrendingChanged(Trending trending) implements LiveEvent {}
}
