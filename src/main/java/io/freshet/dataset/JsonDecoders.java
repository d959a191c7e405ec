package io.freshet.dataset;

import io.freshet.event.Article;
import io.freshet.event.Click;
import io.freshet.event.Impression;
import java.util.Objects;
import java.util.function.Function;

/**
 * How a line of JSON becomes an event. The caller supplies the very decoders of the topics, so that a file and a topic
 * accept the same events and this package needs no JSON library. A decoder gets one line (UTF-8, as stored) and throws
 * any {@link RuntimeException} whose message names the field and what is wrong with it.
 */
public record JsonDecoders(
        Function<byte[], Article> article, Function<byte[], Click> click, Function<byte[], Impression> impression) {

    public JsonDecoders {
        Objects.requireNonNull(article, "article");
        Objects.requireNonNull(click, "click");
        Objects.requireNonNull(impression, "impression");
    }
}
