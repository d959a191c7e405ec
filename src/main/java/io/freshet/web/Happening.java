package io.freshet.web;

import io.freshet.event.ArticleProfile;
import io.freshet.event.Click;
import io.freshet.event.Recommendations;
import io.freshet.event.Trending;

/** Something that just happened in the newsroom or that Freshet just answered. */
public sealed interface Happening {

    /** An article was announced and understood, or corrected. */
    record ArticleUnderstood(ArticleProfile profile) implements Happening {}

    /** A reader did something with an article. */
    record Clicked(Click click) implements Happening {}

    /** A reader's list was made anew. */
    record ListMade(Recommendations recommendations) implements Happening {}

    /** A most-read list changed. */
    record TrendingChanged(Trending trending) implements Happening {}
}
