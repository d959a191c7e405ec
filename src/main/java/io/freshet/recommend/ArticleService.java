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
 * Creates the states of articles, such as read counts and item vectors, and updates them after publications,
 * corrections, withdrawals and readers' actions. Used alike by live serving and evaluation. The caller loads and stores
 * the state. Holds scratch memory; used by one thread.
 */
public final class ArticleService {
    private final ArticleUnderstanding understanding;
    private final ItemLearner learner;

    public ArticleService(ArticleSettings articles, RecommendSettings settings) {
        this.understanding = new ArticleUnderstanding(articles);
        this.learner = new ItemLearner(settings);
    }

    /** Component that derives keywords, category and vectors from the text of an article. */
    public ArticleUnderstanding understanding() {
        return understanding;
    }

    /**
     * Creates an article's description for the catalogue from the publisher's data and from the keywords, category and
     * content vector derived from its text.
     */
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

    /**
     * Creates the state of an article without reads, impressions or hides; {@code description} is null if no publisher
     * has announced the article.
     */
    public ItemState newItem(String articleId, @Nullable ArticleDescription description) {
        ItemState state = learner.create(articleId);
        if (description != null) {
            learner.describe(state, null, description);
        }
        return state;
    }

    /**
     * Applies a new or corrected description to an article's state; keeps what was learned from readers.
     * {@code previous} is the description replaced, null at the first announcement.
     */
    public void publish(ItemState state, @Nullable ArticleDescription previous, ArticleDescription description) {
        learner.describe(state, previous, description);
    }

    /** Marks an article as withdrawn by its publisher; {@link #publish} makes it available again. */
    public void withdraw(ItemState state) {
        learner.withdraw(state);
    }

    /**
     * Updates an article's state by one message about a reader's action, such as a read. Takes other articles' vectors
     * from {@code vectors} and negative samples from {@code recentReads}. See {@link ItemLearner#apply}.
     */
    public void apply(ItemState state, ItemSignal signal, ItemVectors vectors, RecentReads recentReads) {
        learner.apply(state, signal, vectors, recentReads);
    }
}
