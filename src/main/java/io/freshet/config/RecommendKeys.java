package io.freshet.config;

import static io.freshet.config.ConfigurationKey.Importance.HIGH;
import static io.freshet.config.ConfigurationKey.Importance.LOW;
import static io.freshet.config.ConfigurationKey.Importance.MEDIUM;

import io.freshet.config.ConfigurationKey.Importance;
import io.freshet.recommend.settings.RecommendSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The settings of recommending: lists, pushes, most-read and related lists. What is not among them has its documented value. */
public final class RecommendKeys {

    private static final List<ConfigurationKey<?>> KEYS = new ArrayList<>();

    private static final RecommendSettings DEFAULTS = RecommendSettings.defaults();

    public static final ConfigurationKey<Integer> LIST_SIZE = key(
            "recommend.list-size",
            ValueType.integer(1, 200),
            DEFAULTS.lists().size(),
            HIGH,
            "Lines of a reader's list.");

    public static final ConfigurationKey<Integer> REASONS = key(
            "recommend.reasons",
            ValueType.integer(0, 10),
            DEFAULTS.lists().reasonsMax(),
            LOW,
            "Most reasons of a line.");

    public static final ConfigurationKey<Duration> ALIVE = key(
            "recommend.alive",
            ValueType.duration(Duration.ofHours(1), Duration.ofDays(365)),
            Duration.ofHours(DEFAULTS.items().aliveHours()),
            HIGH,
            "An article can be recommended for this long after its last read or its publication; whole hours.");

    public static final ConfigurationKey<Integer> ARTICLES_MAX = key(
            "recommend.articles-max",
            ValueType.integer(100, 10000000),
            DEFAULTS.items().articlesMax(),
            HIGH,
            "Articles that can be recommended at once; of more, unread ones are evicted first, the oldest before the newest,"
                    + " then those longest without a read.");

    public static final ConfigurationKey<RecommendSettings.AnnouncedOnly> ANNOUNCED_ONLY = key(
            "recommend.announced-only",
            ValueType.choice(RecommendSettings.AnnouncedOnly.class),
            DEFAULTS.items().announcedOnly(),
            HIGH,
            "Whether ids that were clicked but never announced stay off every list: auto is true from the first announced"
                    + " article on, also after a restart. Their clicks count once they are announced.");

    public static final ConfigurationKey<Integer> EXACT_SEARCH_MAX = key(
            "recommend.exact-search-max",
            ValueType.integer(0, 10000000),
            DEFAULTS.items().exactSearchMax(),
            LOW,
            "Articles among which neighbours are found by comparing with all; among more a graph is searched.");

    public static final ConfigurationKey<Double> EXPLORATION_SHARE = key(
            "recommend.exploration-share",
            ValueType.decimal(0, 1),
            DEFAULTS.lists().explorationShare(),
            MEDIUM,
            "Share of lists whose last line is kept for a new article, to find out how it does.");

    public static final ConfigurationKey<Double> LEARN_SHARE = key(
            "recommend.learn-share",
            ValueType.decimal(0, 1),
            DEFAULTS.ranking().learnShare(),
            MEDIUM,
            "Share of the readers whose reads teach the ranker; less costs less, 0 ranks by a formula that learns nothing.");

    public static final ConfigurationKey<Double> CATEGORY_DECAY = key(
            "recommend.category-decay",
            ValueType.decimal(0, 1),
            DEFAULTS.lists().categoryDecay(),
            MEDIUM,
            "Factor on the score for each line above of the same category; lower mixes categories more.");

    public static final ConfigurationKey<Double> SOURCE_DECAY = key(
            "recommend.source-decay",
            ValueType.decimal(0, 1),
            DEFAULTS.lists().sourceDecay(),
            MEDIUM,
            "Factor on the score for each line above of the same source; lower mixes sources more.");

    public static final ConfigurationKey<Integer> MATERIAL_CHANGE = key(
            "recommend.material-change",
            ValueType.integer(1, 200),
            DEFAULTS.lists().materialChange(),
            LOW,
            "A list counts as changed if an article entered among so many first lines.");

    public static final ConfigurationKey<Integer> READS_MAX = key(
            "recommend.reads-max",
            ValueType.integer(1, 1000),
            DEFAULTS.readers().readsMax(),
            LOW,
            "Reads remembered of each reader, with their times.");

    public static final ConfigurationKey<Integer> SEEN_MAX = key(
            "recommend.seen-max",
            ValueType.integer(0, 100_000),
            DEFAULTS.readers().seenMax(),
            LOW,
            "Articles that a reader read or hid before those remembered and that are not recommended again; 4 bytes each.");

    public static final ConfigurationKey<Duration> SESSION_GAP = key(
            "recommend.session-gap",
            ValueType.duration(Duration.ofMinutes(1), Duration.ofDays(1)),
            Duration.ofMinutes(DEFAULTS.readers().sessionGapMinutes()),
            LOW,
            "A longer pause starts a new session of a reader; whole minutes.");

    public static final ConfigurationKey<Integer> CLICKS_PER_MINUTE = key(
            "recommend.clicks-per-minute",
            ValueType.integer(1, 1_000_000),
            DEFAULTS.readers().clicksPerMinuteMax(),
            MEDIUM,
            "Clicks of one reader in a minute of event time that count, in whatever order they come; what a program clicks"
                    + " beyond is counted as excess and teaches nothing.");

    public static final ConfigurationKey<Integer> FOLLOWERS_MAX = key(
            "recommend.followers-max",
            ValueType.integer(1, 10000),
            DEFAULTS.items().followersMax(),
            LOW,
            "Articles remembered that readers of an article went on to.");

    public static final ConfigurationKey<Double> LEARNING_RATE = key(
            "recommend.learning-rate",
            ValueType.decimal(1e-6, 1),
            DEFAULTS.vectors().learningRate(),
            LOW,
            "How fast article vectors follow what readers do.");

    public static final ConfigurationKey<Integer> SEED = key(
            "recommend.seed",
            ValueType.integer(0, Integer.MAX_VALUE),
            Math.toIntExact(DEFAULTS.seed()),
            LOW,
            "Of everything drawn at random: the same events with the same seed give the same lists.");

    public static final ConfigurationKey<Duration> PUSH_MINIMUM_INTERVAL = key(
            "push.minimum-interval",
            ValueType.duration(Duration.ZERO, Duration.ofDays(1)),
            Duration.ofSeconds(DEFAULTS.push().intervalSeconds()),
            HIGH,
            "Least time between two lists that a new article brings to one reader; whole seconds.");

    public static final ConfigurationKey<Duration> PUSH_ACTIVE_TIME = key(
            "push.active-time",
            ValueType.duration(Duration.ofMinutes(1), Duration.ofDays(7)),
            Duration.ofMinutes(DEFAULTS.push().activeMinutes()),
            MEDIUM,
            "A reader is told of new articles for this long after the last click; whole minutes.");

    public static final ConfigurationKey<Integer> PUSH_ACTIVE_READERS_MAX = key(
            "push.active-readers-max",
            ValueType.integer(1, 10000000),
            DEFAULTS.push().activeReadersMax(),
            MEDIUM,
            "Recently active readers that a task remembers for pushing.");

    public static final ConfigurationKey<Integer> PUSH_READERS_PER_ARTICLE_MAX = key(
            "push.readers-per-article-max",
            ValueType.integer(0, 10000000),
            DEFAULTS.push().readersPerArticleMax(),
            MEDIUM,
            "Readers of a task who are told of one new article, the most similar first; 0 switches pushing off.");

    public static final ConfigurationKey<Double> PUSH_SIMILARITY_MIN = key(
            "push.similarity-min",
            ValueType.decimal(0, 1),
            DEFAULTS.push().similarityMin(),
            LOW,
            "Least similarity of a new article to what a reader reads.");

    public static final ConfigurationKey<Integer> TRENDING_SIZE = key(
            "trending.size",
            ValueType.integer(1, 1000),
            DEFAULTS.trending().size(),
            MEDIUM,
            "Lines of a most-read list.");

    public static final ConfigurationKey<Integer> TRENDING_ARTICLES_MAX = key(
            "trending.articles-max",
            ValueType.integer(100, 10000000),
            DEFAULTS.trending().articlesMax(),
            LOW,
            "Articles counted for the most-read lists; the least read leave first.");

    public static final ConfigurationKey<Integer> RELATED_SIZE = key(
            "related.size",
            ValueType.integer(1, 200),
            DEFAULTS.trending().relatedSize(),
            MEDIUM,
            "Lines of an article's list of related articles.");

    /** Every key of this class. */
    static final List<ConfigurationKey<?>> ALL = List.copyOf(KEYS);

    private RecommendKeys() {}

    private static <T> ConfigurationKey<T> key(
            String name, ValueType<T> type, T defaultValue, Importance importance, String doc) {
        ConfigurationKey<T> key = new ConfigurationKey<>(name, type, defaultValue, importance, doc);
        KEYS.add(key);
        return key;
    }
}
