package io.freshet.config;

import static io.freshet.config.ConfigurationKey.Importance.HIGH;
import static io.freshet.config.ConfigurationKey.Importance.LOW;
import static io.freshet.config.ConfigurationKey.Importance.MEDIUM;

import io.freshet.config.ConfigurationKey.Importance;
import io.freshet.recommend.settings.CatalogueSettings;
import io.freshet.recommend.settings.RecommendSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Definitions of the settings that begin with {@code recommend.}, {@code push.}, {@code trending.} or {@code related.}.
 * Values of {@link RecommendSettings} without a key here keep their defaults.
 */
public final class RecommendKeys {

    private static final List<ConfigurationKey<?>> KEYS = new ArrayList<>();

    private static final RecommendSettings DEFAULTS = RecommendSettings.defaults();

    public static final ConfigurationKey<Integer> LIST_SIZE = key(
            "recommend.list-size",
            ValueType.integer(1, 200),
            DEFAULTS.lists().size(),
            HIGH,
            "Number of articles in a reader's list.");

    public static final ConfigurationKey<Integer> REASONS = key(
            "recommend.reasons",
            ValueType.integer(0, 10),
            DEFAULTS.lists().reasonsMax(),
            LOW,
            "Largest number of reasons per recommended article.");

    public static final ConfigurationKey<Duration> ALIVE = key(
            "recommend.alive",
            ValueType.duration(Duration.ofHours(1), Duration.ofDays(365)),
            Duration.ofHours(DEFAULTS.catalogue().aliveHours()),
            HIGH,
            "Time after its last read or its publication during which an article can be recommended; whole hours.");

    public static final ConfigurationKey<Integer> ARTICLES_MAX = key(
            "recommend.articles-max",
            ValueType.integer(100, 10000000),
            DEFAULTS.catalogue().articlesMax(),
            HIGH,
            "Largest number of articles in the catalogue. Above it unread articles are evicted first, oldest first,"
                    + " then those that have gone longest without a read.");

    public static final ConfigurationKey<CatalogueSettings.AnnouncedOnly> ANNOUNCED_ONLY = key(
            "recommend.announced-only",
            ValueType.choice(CatalogueSettings.AnnouncedOnly.class),
            DEFAULTS.catalogue().announcedOnly(),
            HIGH,
            "Whether articles that were clicked but never announced stay off all lists; auto turns this on with the"
                    + " first announced article, also after a restart. Their clicks count once they are announced.");

    public static final ConfigurationKey<Integer> EXACT_SEARCH_MAX = key(
            "recommend.exact-search-max",
            ValueType.integer(0, 10000000),
            DEFAULTS.catalogue().exactSearchMax(),
            LOW,
            "Catalogue size up to which nearest neighbours are found by exact search; above it a neighbour graph is"
                    + " searched.");

    public static final ConfigurationKey<Double> EXPLORATION_SHARE = key(
            "recommend.exploration-share",
            ValueType.decimal(0, 1),
            DEFAULTS.lists().exploration().share(),
            MEDIUM,
            "Share of lists whose last place goes to a new article, to collect clicks for it.");

    public static final ConfigurationKey<Double> LEARN_SHARE = key(
            "recommend.learn-share",
            ValueType.decimal(0, 1),
            DEFAULTS.ranking().online().sampleRatio(),
            MEDIUM,
            "Share of the readers whose reads train the ranker, drawn by reader; a lower share costs less, 0 ranks by"
                    + " a fixed formula.");

    public static final ConfigurationKey<Double> CATEGORY_DECAY = key(
            "recommend.category-decay",
            ValueType.decimal(0, 1),
            DEFAULTS.lists().diversity().categoryDecay(),
            MEDIUM,
            "Factor on an article's score for each article of the same category above it; a lower factor mixes"
                    + " categories more.");

    public static final ConfigurationKey<Double> SOURCE_DECAY = key(
            "recommend.source-decay",
            ValueType.decimal(0, 1),
            DEFAULTS.lists().diversity().sourceDecay(),
            MEDIUM,
            "Factor on an article's score for each article of the same source above it; a lower factor mixes sources"
                    + " more.");

    public static final ConfigurationKey<Integer> MATERIAL_CHANGE = key(
            "recommend.material-change",
            ValueType.integer(1, 200),
            DEFAULTS.lists().materialChange(),
            LOW,
            "Number of top places of a list that are compared: a list counts as changed if a new article enters them.");

    public static final ConfigurationKey<Integer> READS_MAX = key(
            "recommend.reads-max",
            ValueType.integer(1, 1000),
            DEFAULTS.readers().memory().readsMax(),
            LOW,
            "Most recent reads kept for each reader, with their times.");

    public static final ConfigurationKey<Integer> SEEN_MAX = key(
            "recommend.seen-max",
            ValueType.integer(0, 100_000),
            DEFAULTS.readers().memory().seenMax(),
            LOW,
            "Older reads and hides kept for each reader, so that these articles are not recommended again; 4 bytes"
                    + " each.");

    public static final ConfigurationKey<Duration> SESSION_GAP = key(
            "recommend.session-gap",
            ValueType.duration(Duration.ofMinutes(1), Duration.ofDays(1)),
            Duration.ofMinutes(DEFAULTS.readers().sessions().gapMinutes()),
            LOW,
            "Pause after which a reader's next read starts a new session; whole minutes.");

    public static final ConfigurationKey<Integer> CLICKS_PER_MINUTE = key(
            "recommend.clicks-per-minute",
            ValueType.integer(1, 1_000_000),
            DEFAULTS.readers().clicksPerMinuteMax(),
            MEDIUM,
            "Rate limit for clicks of one reader per minute of event time, in any order of arrival; clicks above it"
                    + " are counted as rate-limited and have no effect.");

    public static final ConfigurationKey<Integer> FOLLOWERS_MAX = key(
            "recommend.followers-max",
            ValueType.integer(1, 10000),
            DEFAULTS.items().followersMax(),
            LOW,
            "Largest number of follower articles kept for an article, those that its readers read next.");

    public static final ConfigurationKey<Double> LEARNING_RATE = key(
            "recommend.learning-rate",
            ValueType.decimal(1e-6, 1),
            DEFAULTS.vectors().learningRate(),
            LOW,
            "Learning rate of article vectors from reads.");

    public static final ConfigurationKey<Integer> SEED = key(
            "recommend.seed",
            ValueType.integer(0, Integer.MAX_VALUE),
            Math.toIntExact(DEFAULTS.seed()),
            LOW,
            "Seed of all random numbers: the same events and the same seed give the same lists.");

    public static final ConfigurationKey<Duration> PUSH_MINIMUM_INTERVAL = key(
            "push.minimum-interval",
            ValueType.duration(Duration.ZERO, Duration.ofDays(1)),
            Duration.ofSeconds(DEFAULTS.push().intervalSeconds()),
            HIGH,
            "Shortest time between two lists of a reader that new articles trigger; whole seconds.");

    public static final ConfigurationKey<Duration> PUSH_ACTIVE_TIME = key(
            "push.active-time",
            ValueType.duration(Duration.ofMinutes(1), Duration.ofDays(7)),
            Duration.ofMinutes(DEFAULTS.push().activeMinutes()),
            MEDIUM,
            "Time after a reader's last click during which new articles trigger a new list for the reader; whole"
                    + " minutes.");

    public static final ConfigurationKey<Integer> PUSH_ACTIVE_READERS_MAX = key(
            "push.active-readers-max",
            ValueType.integer(1, 10000000),
            DEFAULTS.push().activeReadersMax(),
            MEDIUM,
            "Largest number of recently active readers that a task tracks for pushes.");

    public static final ConfigurationKey<Integer> PUSH_READERS_PER_ARTICLE_MAX = key(
            "push.readers-per-article-max",
            ValueType.integer(0, 10000000),
            DEFAULTS.push().readersPerArticleMax(),
            MEDIUM,
            "Largest number of readers per task who get a new list because of one new article, the most similar"
                    + " first; 0 turns pushes off.");

    public static final ConfigurationKey<Double> PUSH_SIMILARITY_MIN = key(
            "push.similarity-min",
            ValueType.decimal(0, 1),
            DEFAULTS.push().similarityMin(),
            LOW,
            "Smallest cosine similarity of a new article to a reader's interests for a push.");

    public static final ConfigurationKey<Integer> TRENDING_SIZE = key(
            "trending.size",
            ValueType.integer(1, 1000),
            DEFAULTS.trending().size(),
            MEDIUM,
            "Number of articles in a most-read list.");

    public static final ConfigurationKey<Integer> TRENDING_ARTICLES_MAX = key(
            "trending.articles-max",
            ValueType.integer(100, 10000000),
            DEFAULTS.trending().articlesMax(),
            LOW,
            "Largest number of articles counted for the most-read lists; the least read are evicted first.");

    public static final ConfigurationKey<Integer> RELATED_SIZE = key(
            "related.size",
            ValueType.integer(1, 200),
            DEFAULTS.trending().relatedSize(),
            MEDIUM,
            "Number of articles in a list of related articles.");

    /** All keys of this class. */
    static final List<ConfigurationKey<?>> ALL = List.copyOf(KEYS);

    private RecommendKeys() {}

    private static <T> ConfigurationKey<T> key(
            String name, ValueType<T> type, T defaultValue, Importance importance, String doc) {
        ConfigurationKey<T> key = new ConfigurationKey<>(name, type, defaultValue, importance, doc);
        KEYS.add(key);
        return key;
    }
}
