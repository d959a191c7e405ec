package io.freshet.recommend;

import io.freshet.article.ArticleSettings;
import io.freshet.article.ArticleUnderstanding;
import io.freshet.article.UnderstoodArticle;
import io.freshet.event.Article;
import io.freshet.recommend.item.ArticleDescription;
import io.freshet.recommend.item.ItemLearner;
import io.freshet.recommend.item.ItemSignal;
import io.freshet.recommend.item.ItemState;
import io.freshet.recommend.item.ItemVectors;
import io.freshet.recommend.item.RecentReads;
import io.freshet.recommend.settings.RecommendSettings;
import org.jspecify.annotations.Nullable;

/**
 * Publishes articles and applies readers' signals to them: one sequence of calls for live serving and evaluation. The caller
 * loads and stores the state. Holds scratch memory; used by one thread.
 */
public final class ArticleService {
    private final ArticleUnderstanding understanding;
    private final ItemLearner learner;

    public ArticleService(ArticleSettings articles, RecommendSettings settings) {
        this.understanding = new ArticleUnderstanding(articles);
        this.learner = new ItemLearner(settings);
    }

    /** Turns the text of an article into keywords, category and vectors. */
    public ArticleUnderstanding understanding() {
        return understanding;
    }

    /** The catalogue's description of an article. */
    public static ArticleDescription describe(Article article, UnderstoodArticle understood) {
        return ArticleDescription.builder(
                        article.id(), article.title(), understood.language(), article.publishedAtMillis())
                .category(understood.category())
                .source(article.source())
                .expiresAtMillis(article.expiresAtMillis())
                .keywords(understood.keywords())
                .content(understood.contentVector())
                .build();
    }

    /** The state of an article without signals; the description is null for an unannounced article. */
    public ItemState newItem(String articleId, @Nullable ArticleDescription description) {
        ItemState state = learner.create(articleId);
        if (description != null) {
            learner.describe(state, null, description);
        }
        return state;
    }

    /** Replaces the part of a state that comes from the article's text; what readers taught stays. */
    public void publish(ItemState state, @Nullable ArticleDescription previous, ArticleDescription description) {
        learner.describe(state, previous, description);
    }

    /** Marks an article as withdrawn. */
    public void withdraw(ItemState state) {
        learner.withdraw(state);
    }

    /** Applies a signal. */
    public void apply(ItemState state, ItemSignal signal, ItemVectors vectors, RecentReads recentReads) {
        learner.apply(state, signal, vectors, recentReads);
    }
}
