package io.freshet.topology.article;

import io.freshet.codec.json.EventDecoder;
import io.freshet.event.Article;
import io.freshet.recommend.item.ItemSignal;
import io.freshet.topology.intake.InputDecoder;

/** Event about one article, for the task that owns the article: a publication, a withdrawal or a reader's signal. */
public sealed interface ArticleEvent {

    String articleId();

    /**
     * An article was published or corrected; {@code rerouted} if the record first arrived on the wrong partition for
     * its key.
     *
     * @param rerouted whether the record first arrived on the wrong partition for its key
     */
    record Announced(Article article, boolean rerouted) implements ArticleEvent {
        @Override
        public String articleId() {
            return article.id();
        }
    }

    /**
     * The publisher withdrew an article; {@code rerouted} if the record first arrived on the wrong partition for its
     * key.
     *
     * @param rerouted whether the record first arrived on the wrong partition for its key
     */
    record Withdrawn(String articleId, boolean rerouted) implements ArticleEvent {}

    /** A reader read, saw or hid the article, or read another article after it. */
    record Signalled(ItemSignal signal) implements ArticleEvent {
        @Override
        public String articleId() {
            return signal.articleId();
        }
    }

    /**
     * Returns a function that decodes records of the topic {@code articles}: a null value to a {@link Withdrawn}, any
     * other value to an {@link Announced}.
     *
     * @param rerouted whether the records were re-routed from another partition; copied into the events
     */
    static InputDecoder.Decoding<ArticleEvent> decoding(EventDecoder decoder, boolean rerouted) {
        return (key, value) -> value == null
                ? new Withdrawn(decoder.articleId(key), rerouted)
                : new Announced(decoder.article(key, value), rerouted);
    }
}
