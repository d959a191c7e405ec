package io.freshet.recommend;

import io.freshet.article.ArticleSettings;
import io.freshet.event.CategoryTag;
import io.freshet.event.Click;
import io.freshet.event.Impression;
import io.freshet.event.Keyword;
import io.freshet.event.Recommendations;
import io.freshet.event.Trigger;
import io.freshet.recommend.catalogue.Catalogue;
import io.freshet.recommend.decay.ListTime;
import io.freshet.recommend.item.ArticleDescription;
import io.freshet.recommend.item.ItemSignal;
import io.freshet.recommend.item.ItemState;
import io.freshet.recommend.item.RecentReads;
import io.freshet.recommend.reader.ClickOutcome;
import io.freshet.recommend.reader.ReaderLearner;
import io.freshet.recommend.reader.ReaderState;
import io.freshet.recommend.settings.RecommendSettings;
import io.freshet.vector.FloatVector;
import io.freshet.vector.VectorMath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All of the recommender in one process without replication lag: articles and clicks in, lists out. */
public final class RecommenderFixture {
    public static final long START = 1_700_000_000_000L;
    public static final int DIMENSION = 4;

    public final RecommendSettings settings;
    public final Catalogue catalogue;
    public final Map<String, ItemState> items = new HashMap<>();
    public final Map<String, ReaderState> readers = new HashMap<>();
    private final ArticleService articles;
    private final ReaderLearner readerLearner;
    private final RecentReads recentReads;
    private final Recommender recommender;

    public RecommenderFixture() {
        this(withoutExploration(RecommendSettings.defaults().withDimension(DIMENSION)));
    }

    public RecommenderFixture(RecommendSettings settings) {
        this.settings = settings;
        catalogue = new Catalogue(settings);
        articles = new ArticleService(ArticleSettings.DEFAULTS, settings);
        readerLearner = new ReaderLearner(settings);
        recentReads = new RecentReads(settings.vectors().recentReads());
        recommender = Recommender.withFormula(settings);
    }

    public static RecommendSettings withoutExploration(RecommendSettings settings) {
        return withExploration(settings, 0);
    }

    public static RecommendSettings withExploration(RecommendSettings settings, double share) {
        return settings.withLists(lists -> lists.withExplorationShare(share));
    }

    public static ArticleDescription article(
            String articleId, String title, @Nullable String category, long publishedAtMillis, float... content) {
        return ArticleDescription.builder(articleId, title, "en", publishedAtMillis)
                .category(category == null ? null : CategoryTag.given(category))
                .keywords(List.of(new Keyword(title, 1)))
                .content(FloatVector.copyOf(VectorMath.unit(content)))
                .build();
    }

    /** Small settings where the catalogue holds so many articles. */
    public static RecommendSettings withArticlesMax(int articlesMax) {
        return withoutExploration(RecommendSettings.defaults().withDimension(DIMENSION))
                .withCatalogue(catalogue -> catalogue.withArticlesMax(articlesMax));
    }

    public void publish(ArticleDescription description) {
        articles.publish(
                item(description.articleId()),
                catalogue.description(description.articleId()).orElse(null),
                description);
        catalogue.putDescription(description);
        catalogue.putActivity(item(description.articleId()).activity());
    }

    public ClickOutcome click(Click click) {
        ClickOutcome outcome = readerLearner.apply(reader(click.userId()), click, catalogue);
        outcome.signals().forEach(this::deliver);
        return outcome;
    }

    public void read(String userId, String articleId, long atMillis) {
        click(Click.of(userId, articleId, atMillis));
    }

    public void show(String userId, List<String> articleIds, long atMillis) {
        readerLearner
                .apply(reader(userId), new Impression(userId, articleIds, atMillis, null))
                .forEach(this::deliver);
    }

    public void deliver(ItemSignal signal) {
        ItemState item = item(signal.articleId());
        articles.apply(item, signal, catalogue, recentReads);
        catalogue.putActivity(item.activity());
    }

    public Recommendations list(String userId, long nowMillis) {
        Recommendations list = recommender.recommend(
                reader(userId), catalogue, ListTime.ofEvents(nowMillis), Trigger.CLICK, userId + "@" + nowMillis);
        reader(userId).setCurrentList(list);
        return list;
    }

    public ItemState item(String articleId) {
        return items.computeIfAbsent(articleId, id -> articles.newItem(id, null));
    }

    public ReaderState reader(String userId) {
        return readers.computeIfAbsent(userId, id -> new ReaderState(id, settings.readers()));
    }
}
