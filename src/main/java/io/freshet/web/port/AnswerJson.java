package io.freshet.web.port;

import io.freshet.event.ArticleProfile;
import io.freshet.event.Recommendations;
import io.freshet.event.Related;
import io.freshet.event.Trending;
import java.util.function.Function;

/**
 * Encoders of the read API's answers to JSON in UTF-8, one for each kind of answer. The caller supplies the encoders of
 * the output topics, so that API and topics share one schema. The package {@code web.page} writes the JSON of the live
 * page itself.
 */
public record AnswerJson(
        Function<Recommendations, byte[]> recommendations,
        Function<Related, byte[]> related,
        Function<Trending, byte[]> trending,
        Function<ArticleProfile, byte[]> profile) {}
