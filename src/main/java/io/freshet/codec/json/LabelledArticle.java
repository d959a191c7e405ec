package io.freshet.codec.json;

import io.freshet.event.Article;
import java.util.List;

/**
 * An article with labels assigned by people: an example for training or evaluation, not an event.
 *
 * @param article its category is the assigned one, or null if there is none
 * @param keywords assigned keywords; empty if there are none
 */
public record LabelledArticle(Article article, List<String> keywords) {

    public LabelledArticle {
        keywords = List.copyOf(keywords);
    }
}
