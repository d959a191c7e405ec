package io.freshet.evaluate.algorithm;

import io.freshet.article.ArticleSettings;
import io.freshet.article.LanguageStatisticsLearner;
import io.freshet.article.UnderstoodArticle;
import io.freshet.article.category.CategoryWordTable;
import io.freshet.event.Article;
import io.freshet.event.Click;
import io.freshet.event.Impression;
import io.freshet.recommend.ArticleService;
import io.freshet.recommend.catalogue.Catalogue;
import io.freshet.recommend.item.ArticleDescription;
import io.freshet.recommend.item.ItemActivity;
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
 * Complete recommender in one process, without Kafka. Consumes articles, clicks and impressions, maintains the
 * catalogue and the readers, and simulates the replication lag of a {@link Deployment}. Uses the learning classes of
 * the live topology, except that word vectors are fixed. All state is in memory and grows with the readers and articles
 * of the data set. For one thread.
 */
public final class InProcessRecommender {
    /** Maximum number of articles of {@link #newestFirst()}: enough for a list after removing a reader's reads. */
    private static final int NEWEST_MAX = 200;

    private final RecommendSettings settings;
    private final ArticleSettings articleSettings;
    private final ArticleService articles;
    private final LanguageStatisticsLearner statistics;
    private final WordVectors words;
    private final Catalogue catalogue;
    private final ReaderLearner readerLearner;
    /**
     * Recent reads, from which negative training examples are sampled; one element per simulated task, with the reads
     * of the task's own articles.
     */
    private final List<RecentReads> recentReads = new ArrayList<>();

    private final Deployment deployment;
    private final DelayedUpdates<ItemActivity> updates;
    private final Map<String, ItemState> items = new HashMap<>();
    private final Map<String, ReaderState> readers = new HashMap<>();
    private final Map<String, Long> firstSeenMillis = new HashMap<>();
    private final Set<String> announced = new HashSet<>();
    private final Set<String> withdrawn = new HashSet<>();
    private final Deque<String> newest = new ArrayDeque<>();
    private final List<Observer> observers = new ArrayList<>();

    /** Receives all changes of the catalogue, such as new and withdrawn articles. */
    public interface Observer {
        /**
         * Called when an article is announced or corrected, with the tokens of its text; a call of {@link #described}
         * follows.
         */
        default void announced(String articleId, TokenisedArticle tokens) {}

        default void described(ArticleDescription description) {}

        default void learned(ItemActivity activity) {}

        default void withdrawn(String articleId) {}
    }

    /** Creates an empty recommender with a single task and without lag. */
    public InProcessRecommender(RecommendSettings settings, ArticleSettings articleSettings, WordVectors words) {
        this(settings, articleSettings, words, Deployment.SINGLE);
    }

    /** Creates an empty recommender for a simulated deployment; {@code words} need not contain any word vector. */
    public InProcessRecommender(
            RecommendSettings settings, ArticleSettings articleSettings, WordVectors words, Deployment deployment) {
        this.settings = settings;
        this.articleSettings = articleSettings;
        this.deployment = deployment;
        this.articles = new ArticleService(articleSettings, settings);
        this.statistics =
                new LanguageStatisticsLearner(words.dimension(), Map.of(), articleSettings, new CategoryWordTable());
        this.words = words;
        this.catalogue = new Catalogue(settings);
        this.readerLearner = new ReaderLearner(settings);
        for (int task = 0; task < deployment.tasks(); task++) {
            recentReads.add(new RecentReads(settings.vectors().recentReads()));
        }
        this.updates = new DelayedUpdates<>(deployment.lagMillis(), this::update);
    }

    /** Returns an empty recommender with the same settings but without word vectors. */
    public InProcessRecommender withoutWords() {
        return new InProcessRecommender(settings, articleSettings, new NoWordVectors(words.dimension()), deployment);
    }

    /** Advances event time and applies the catalogue updates whose simulated lag has passed. */
    public void advance(long nowMillis) {
        updates.advance(nowMillis);
    }

    public Deployment deployment() {
        return deployment;
    }

    /** Adds or corrects an article. */
    public void publish(Article article) {
        TokenisedArticle tokens = articles.understanding().tokenise(article);
        UnderstoodArticle understood = articles.understanding().understand(article, tokens, words, statistics.corpus());
        statistics.learn(understood.statisticsLanguage(), understood.rawVector(), tokens.terms(), article.category());
        observers.forEach(observer -> observer.announced(article.id(), tokens));
        ArticleDescription description = ArticleService.describe(article, understood);
        announced.add(article.id());
        withdrawn.remove(article.id());
        ItemState item = item(article.id());
        articles.publish(item, catalogue.description(article.id()).orElse(null), description);
        catalogue.putDescription(description);
        observers.forEach(observer -> observer.described(description));
        publish(item);
        see(article.id(), article.publishedAtMillis());
    }

    /** Removes a withdrawn article from the catalogue until it is announced again. */
    public void withdraw(String articleId) {
        withdrawn.add(articleId);
        articles.withdraw(item(articleId));
        catalogue.withdraw(articleId);
        observers.forEach(observer -> observer.withdrawn(articleId));
    }

    /** Adds an observer, which is notified of all later changes of the catalogue. */
    public void observe(Observer observer) {
        observers.add(observer);
    }

    /** Updates the reader, the articles and the catalogue with a click. */
    public void click(Click click) {
        click(click, () -> {});
    }

    /**
     * Updates the reader, the articles and the catalogue with a click, after calling {@code beforeUpdate}.
     *
     * @param beforeUpdate evaluates and trains algorithms with the state before the click; see
     *     {@link ReaderLearner#apply}
     */
    public void click(Click click, Runnable beforeUpdate) {
        advance(click.atMillis());
        ClickOutcome outcome = readerLearner.apply(reader(click.userId()), click, catalogue, beforeUpdate);
        apply(outcome.signals());
        see(click.articleId(), click.atMillis());
    }

    /** Updates the reader and the articles with an impression. */
    public void show(Impression impression) {
        advance(impression.atMillis());
        apply(readerLearner.apply(reader(impression.userId()), impression));
    }

    /** Erases the state of a reader. */
    public void erase(String userId) {
        readers.remove(userId);
    }

    private void apply(List<ItemSignal> signals) {
        Set<ItemState> changed = new LinkedHashSet<>();
        for (ItemSignal signal : signals) {
            if (!withdrawn.contains(signal.articleId())) {
                ItemState item = item(signal.articleId());
                articles.apply(item, signal, catalogue, recentReads.get(deployment.taskOf(signal.articleId())));
                changed.add(item);
            }
        }
        changed.forEach(this::publish);
    }

    private void publish(ItemState item) {
        updates.send(item.activity());
    }

    private void update(ItemActivity activity) {
        if (!withdrawn.contains(activity.articleId())) {
            catalogue.putActivity(activity);
            catalogue.index();
            observers.forEach(observer -> observer.learned(activity));
        }
    }

    private void see(String articleId, long atMillis) {
        if (firstSeenMillis.putIfAbsent(articleId, atMillis) == null) {
            newest.addFirst(articleId);
            if (newest.size() > NEWEST_MAX) {
                newest.removeLast();
            }
        }
    }

    private ItemState item(String articleId) {
        return items.computeIfAbsent(articleId, id -> articles.newItem(id, null));
    }

    /** State of a reader, created if missing; not a copy. */
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

    /**
     * Whether an article was announced, that is, published with its text; false if the article is known from clicks
     * only.
     */
    public boolean isAnnounced(String articleId) {
        return announced.contains(articleId);
    }

    /**
     * Publication time of an article, or time of its first click if that came before the announcement; empty if neither
     * came yet.
     */
    public OptionalLong firstSeenMillis(String articleId) {
        Long millis = firstSeenMillis.get(articleId);
        return millis == null ? OptionalLong.empty() : OptionalLong.of(millis);
    }

    /** Number of articles announced or clicked so far. */
    public int articles() {
        return firstSeenMillis.size();
    }

    /** Number of readers seen so far, without erased ones. */
    public int readers() {
        return readers.size();
    }

    /**
     * Ids of the articles that became known last, through their first announcement or first click, newest first; at
     * most {@value #NEWEST_MAX}.
     */
    public Iterator<String> newestFirst() {
        return newest.iterator();
    }
}
