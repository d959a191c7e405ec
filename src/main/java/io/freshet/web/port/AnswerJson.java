package io.freshet.web.port;

import io.freshet.event.ArticleProfile;
import io.freshet.event.Recommendations;
import io.freshet.event.Related;
import io.freshet.event.Trending;
import java.util.function.Function;

/**
 * How answers become JSON in UTF-8. The caller supplies the very encoders of the topics, so that the read API and the
 * topics have one schema. What only the page sees is written by this package itself.
 */
public record AnswerJson(
        Function<Recommendations, byte[]> recommendations,
        Function<Related, byte[]> related,
        Function<Trending, byte[]> trending,
        Function<ArticleProfile, byte[]> profile) {}
