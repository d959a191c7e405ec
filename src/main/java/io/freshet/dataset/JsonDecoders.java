package io.freshet.dataset;

import io.freshet.event.Article;
import io.freshet.event.Click;
import io.freshet.event.Impression;
import java.util.Objects;
import java.util.function.Function;

/**
 * Decoders of lines of JSON to articles, clicks and impressions. The caller supplies the decoders of the topics, so
 * that files and topics accept the same events and this package needs no JSON library. A decoder gets one line (UTF-8,
 * as stored) and throws a {@link RuntimeException} whose message names the field and its error.
 */
public record JsonDecoders(
        Function<byte[], Article> article, Function<byte[], Click> click, Function<byte[], Impression> impression) {

    public JsonDecoders {
        Objects.requireNonNull(article, "article");
        Objects.requireNonNull(click, "click");
        Objects.requireNonNull(impression, "impression");
    }
}
