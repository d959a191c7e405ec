package io.freshet;

import io.freshet.codec.Examples;
import io.freshet.codec.RejectedEventException;
import io.freshet.event.Article;
import io.freshet.event.CategoryTag;
import io.freshet.event.Keyword;
import io.freshet.recommend.item.ArticleDescription;
import io.freshet.vector.FloatVector;
import java.util.List;

/** An article and a description with every optional field filled, as {@link FullArticleTest} checks. */
public final class FullArticle {
    /** The description whose bytes {@code GoldenBytesTest} pins. */
    public static final ArticleDescription DESCRIPTION = ArticleDescription.builder("a1", "T", "zh", 1000)
            .category(new CategoryTag("社", 0.5, false))
            .source("s")
            .expiresAtMillis(2000)
            .keywords(List.of(new Keyword("k", 1)))
            .content(FloatVector.copyOf(new float[] {0, 1}))
            .build();

    private FullArticle() {}

    /** The article of {@code topology/examples/articles.full.json}. */
    public static Article article() throws RejectedEventException {
        return (Article)
                Examples.decode("articles", Examples.named("articles", "full").bytes());
    }
}
