package io.freshet.codec.json;

import io.freshet.event.Article;
import java.util.List;

/**
 * An article with what people said of it: an example to learn from or to be judged by, not an event.
 *
 * @param article its category is the one people gave, null if they gave none
 * @param keywords as people gave them; empty if they gave none
 */
public record LabelledArticle(Article article, List<String> keywords) {

    public LabelledArticle {
        keywords = List.copyOf(keywords);
    }
}
