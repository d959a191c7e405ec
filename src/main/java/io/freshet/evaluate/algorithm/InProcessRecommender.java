package io.freshet.evaluate.algorithm;

import io.freshet.article.ArticleSettings;
import io.freshet.article.ArticleUnderstanding;
import io.freshet.article.LanguageStatisticsLearner;
import io.freshet.article.UnderstoodArticle;
import io.freshet.article.category.CategoryWordTable;
import io.freshet.event.Article;
import io.freshet.event.Click;
import io.freshet.event.Impression;
import io.freshet.recommend.catalogue.Catalogue;
import io.freshet.recommend.item.ArticleDescription;
import io.freshet.recommend.item.ItemActivity;
import io.freshet.recommend.item.ItemLearner;
import io.freshet.recommend.item.ItemSignal;
import io.freshet.recommend.item.ItemState;
import io.freshet.recommend.item.RecentReads;
import io.freshet.recommend.reader.ClickOutcome;
import io.freshet.recommend.reader.ReaderLearner;
import io.freshet.recommend.reader.ReaderState;
import io.freshet.recommend.settings.RecommendSettings;
import io.freshet.text.TokenisedArticle;
import io.freshet.words.NoWordVectors;
import io.freshet.words.WordVectors;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * All that the recommender knows, in one process, with the replication lag of a {@link Deployment}: articles, clicks and showings in, catalogue and
 * readers out. The same classes learn here as in the topology; word vectors alone stay as they were given. Everything is
 * kept in memory, so that it grows with the readers and articles of a data set. For one thread.
 */
public final class InProcessRecommender {
    /** Newest articles that {@link #newestFirst()} knows: more than a list has lines, by what a reader may have read. */
    private static final int NEWEST_MAX = 200;

    private final RecommendSettings settings;
    private final ArticleSettings articleSettings;
    private final ArticleUnderstanding understanding;
    private final LanguageStatisticsLearner statistics;
    private final WordVectors words;
    private final Catalogue catalogue;
    private final ItemLearner itemLearner;
    private final ReaderLearner readerLearner;
    /** By task. */
    private final List<RecentReads> recentReads = new ArrayList<>();

    private final Deployment deployment;
    private final DelayedUpdates<ItemActivity> updates;
    private final Map<String, ItemState> items = new HashMap<>();
    private final Map<String, ReaderState> readers = new HashMap<>();
    private final Map<String, Long> knownSince = new HashMap<>();
    private final Set<String> announced = new HashSet<>();
    private final Set<String> withdrawn = new HashSet<>();
    private final Deque<String> newest = new ArrayDeque<>();
    private final List<Watcher> watchers = new ArrayList<>();

    /** Hears of everything that changes in the catalogue. */
    public interface Watcher {
        /** Before it is described: the words of an article that was announced. */
        default void announced(String articleId, TokenisedArticle tokens) {}

        default void described(ArticleDescription description) {}

        default void learned(ItemActivity activity) {}

        default void withdrawn(String articleId) {}
    }

    /** A newsroom in one process without lag, see the other constructor. */
    public InProcessRecommender(RecommendSettings settings, ArticleSettings articleSettings, WordVectors words) {
        this(settings, articleSettings, words, Deployment.SINGLE);
    }

    /** A newsroom without articles and readers; {@code words} may know no words at all. */
    public InProcessRecommender(
            RecommendSettings settings, ArticleSettings articleSettings, WordVectors words, Deployment deployment) {
        this.settings = settings;
        this.articleSettings = articleSettings;
        this.deployment = deployment;
        this.understanding = new ArticleUnderstanding(articleSettings);
        this.statistics =
                new LanguageStatisticsLearner(words.dimension(), Map.of(), articleSettings, new CategoryWordTable());
        this.words = words;
        this.catalogue = new Catalogue(settings);
        this.itemLearner = new ItemLearner(settings);
        this.readerLearner = new ReaderLearner(settings);
        for (int task = 0; task < deployment.tasks(); task++) {
            recentReads.add(new RecentReads(settings.vectors().recentReads()));
        }
        this.updates = new DelayedUpdates<>(deployment.stalenessMillis(), this::arrive);
    }

    /** A newsroom like this one, but without words, articles and readers. */
    public InProcessRecommender wordless() {
        return new InProcessRecommender(settings, articleSettings, new NoWordVectors(words.dimension()), deployment);
    }

    /** Lets the replicas catch up with what they know by this moment of event time. */
    public void advance(long nowMillis) {
        updates.advance(nowMillis);
    }

    public Deployment deployment() {
        return deployment;
    }

    /** Takes in an article or a correction of one. */
    public void publish(Article article) {
        TokenisedArticle tokens = understanding.tokenise(article);
        UnderstoodArticle understood = understanding.understand(article, tokens, words, statistics.corpus());
        statistics.learn(understood.statisticsLanguage(), understood.rawVector(), tokens.terms(), article.category());
        watchers.forEach(watcher -> watcher.announced(article.id(), tokens));
        ArticleDescription description = new ArticleDescription(
                article.id(),
                article.title(),
                understood.language(),
                understood.category(),
                article.source(),
                article.publishedAtMillis(),
                article.expiresAtMillis(),
                understood.keywords(),
                understood.contentVector());
        announced.add(article.id());
        withdrawn.remove(article.id());
        ItemState item = item(article.id());
        itemLearner.describe(item, catalogue.description(article.id()).orElse(null), description);
        catalogue.describe(description);
        watchers.forEach(watcher -> watcher.described(description));
        learn(item);
        hear(article.id(), article.publishedAtMillis());
    }

    /** Takes an article out again. */
    public void withdraw(String articleId) {
        withdrawn.add(articleId);
        itemLearner.withdraw(item(articleId));
        catalogue.withdraw(articleId);
        watchers.forEach(watcher -> watcher.withdrawn(articleId));
    }

    /** Lets someone hear of what changes from now on. */
    public void watch(Watcher watcher) {
        watchers.add(watcher);
    }

    /** Learns from a click all that the recommender learns from one, the ranker apart. */
    public void click(Click click) {
        advance(click.atMillis());
        ClickOutcome outcome = readerLearner.apply(reader(click.userId()), click, catalogue);
        tell(outcome.signals());
        hear(click.articleId(), click.atMillis());
    }

    /** Learns from a showing. */
    public void show(Impression impression) {
        advance(impression.atMillis());
        tell(readerLearner.apply(reader(impression.userId()), impression));
    }

    /** Forgets a reader. */
    public void erase(String userId) {
        readers.remove(userId);
    }

    private void tell(List<ItemSignal> signals) {
        Set<ItemState> changed = new LinkedHashSet<>();
        for (ItemSignal signal : signals) {
            if (!withdrawn.contains(signal.articleId())) {
                ItemState item = item(signal.articleId());
                itemLearner.apply(item, signal, catalogue, recentReads.get(deployment.taskOf(signal.articleId())));
                changed.add(item);
            }
        }
        changed.forEach(this::learn);
    }

    private void learn(ItemState item) {
        updates.send(item.activity());
    }

    private void arrive(ItemActivity activity) {
        if (!withdrawn.contains(activity.articleId())) {
            catalogue.learn(activity);
            catalogue.index();
            watchers.forEach(watcher -> watcher.learned(activity));
        }
    }

    private void hear(String articleId, long atMillis) {
        if (knownSince.putIfAbsent(articleId, atMillis) == null) {
            newest.addFirst(articleId);
            if (newest.size() > NEWEST_MAX) {
                newest.removeLast();
            }
        }
    }

    private ItemState item(String articleId) {
        return items.computeIfAbsent(articleId, itemLearner::create);
    }

    /** The state of a reader, which the next event of the reader changes. */
    public ReaderState reader(String userId) {
        return readers.computeIfAbsent(userId, id -> new ReaderState(id, settings.readers()));
    }

    public WordVectors words() {
        return words;
    }

    public Catalogue catalogue() {
        return catalogue;
    }

    public RecommendSettings settings() {
        return settings;
    }

    /** Whether the text of an article was ever given, rather than clicks on it alone. */
    public boolean isAnnounced(String articleId) {
        return announced.contains(articleId);
    }

    /** When an article was published, or first read where that was not announced; empty if it is unknown. */
    public OptionalLong knownSinceMillis(String articleId) {
        Long since = knownSince.get(articleId);
        return since == null ? OptionalLong.empty() : OptionalLong.of(since);
    }

    /** Articles heard of so far. */
    public int articles() {
        return knownSince.size();
    }

    public int readers() {
        return readers.size();
    }

    /** The articles heard of last, the last first, a bounded number. */
    public Iterator<String> newestFirst() {
        return newest.iterator();
    }
}
