package io.freshet.config;

import io.freshet.article.ArticleSettings;
import io.freshet.recommend.settings.CatalogueSettings;
import io.freshet.recommend.settings.ItemSettings;
import io.freshet.recommend.settings.ListSettings;
import io.freshet.recommend.settings.PushSettings;
import io.freshet.recommend.settings.ReaderSettings;
import io.freshet.recommend.settings.RecommendSettings;
import io.freshet.recommend.settings.TrendingSettings;
import io.freshet.words.online.DriftSettings;
import io.freshet.words.online.WordSettings;
import io.freshet.words.phrase.PhraseSettings;
import java.time.Duration;

/**
 * Converts configured values to the settings records of recommender, word learning and article analysis. Values that no
 * key configures keep their defaults.
 */
public final class DomainSettings {

    private DomainSettings() {}

    /**
     * Builds the settings of the recommender for word vectors of {@code dimension} components.
     *
     * @throws ConfigurationException if a duration is not a multiple of the unit that its key requires
     */
    public static RecommendSettings recommend(Configuration configuration, int dimension) {
        RecommendSettings base = RecommendSettings.defaults();
        return new RecommendSettings(
                configuration.get(RecommendKeys.SEED),
                items(configuration, base.items(), dimension),
                readers(configuration, base.readers()),
                base.ranking()
                        .withOnline(
                                base.ranking().online().withSampleRatio(configuration.get(RecommendKeys.LEARN_SHARE))),
                lists(configuration, base.lists()),
                push(configuration),
                new TrendingSettings(
                        configuration.get(RecommendKeys.TRENDING_SIZE),
                        configuration.get(RecommendKeys.TRENDING_ARTICLES_MAX),
                        configuration.get(RecommendKeys.RELATED_SIZE)));
    }

    private static ItemSettings items(Configuration configuration, ItemSettings base, int dimension) {
        return new ItemSettings(
                base.vectors()
                        .withDimension(dimension)
                        .withLearningRate(configuration.get(RecommendKeys.LEARNING_RATE)),
                new CatalogueSettings(
                        whole(configuration, RecommendKeys.ALIVE, Duration.ofHours(1)),
                        configuration.get(RecommendKeys.ARTICLES_MAX),
                        configuration.get(RecommendKeys.EXACT_SEARCH_MAX),
                        configuration.get(RecommendKeys.ANNOUNCED_ONLY)),
                configuration.get(RecommendKeys.FOLLOWERS_MAX),
                base.segmentsMax());
    }

    private static ReaderSettings readers(Configuration configuration, ReaderSettings base) {
        return new ReaderSettings(
                new ReaderSettings.Memory(
                        configuration.get(RecommendKeys.READS_MAX),
                        configuration.get(RecommendKeys.SEEN_MAX),
                        base.memory().hiddenMax()),
                base.interests(),
                new ReaderSettings.Sessions(
                        whole(configuration, RecommendKeys.SESSION_GAP, Duration.ofMinutes(1)),
                        base.sessions().newSessionContextMax()),
                base.servedMax(),
                base.recentEventsMax(),
                configuration.get(RecommendKeys.CLICKS_PER_MINUTE));
    }

    /** Builds the settings for learning words from the stream, with vectors of {@code dimension} components. */
    public static WordSettings words(Configuration configuration, int dimension) {
        WordSettings base = WordSettings.DEFAULTS;
        double rollBackBelow = configuration.get(WordKeys.ROLL_BACK_BELOW);
        return new WordSettings(
                dimension,
                base.seed(),
                base.priorWords(),
                base.training()
                        .withRates(
                                configuration.get(WordKeys.NEW_WORD_RATE), configuration.get(WordKeys.OLD_WORD_RATE)),
                new WordSettings.NewWords(
                        configuration.get(WordKeys.ADMISSION_COUNT),
                        configuration.get(WordKeys.LEARNED_WORDS_MAX),
                        configuration.get(WordKeys.WORD_IDLE).toMillis()),
                compounds(configuration, base.compounds()),
                new DriftSettings(
                        configuration.get(WordKeys.SNAPSHOT_ARTICLES),
                        Math.max(base.drift().healthyMin(), rollBackBelow),
                        rollBackBelow));
    }

    private static PhraseSettings compounds(Configuration configuration, PhraseSettings base) {
        return new PhraseSettings(
                base.name(),
                base.phrase(),
                base.ngramSlots(),
                base.candidatesMax(),
                configuration.get(WordKeys.COMPOUNDS_MAX));
    }

    /** Builds the settings for extracting tokens, keywords and categories from articles. */
    public static ArticleSettings articles(Configuration configuration) {
        ArticleSettings base = ArticleSettings.DEFAULTS;
        return new ArticleSettings(
                configuration.get(WordKeys.TOKENS_MAX),
                configuration.get(WordKeys.KEYWORDS),
                base.categories()
                        .withCategoriesMax(configuration.get(WordKeys.CATEGORIES_MAX))
                        .withConfidenceMin(configuration.get(WordKeys.CATEGORY_CONFIDENCE)),
                base.statistics());
    }

    private static ListSettings lists(Configuration configuration, ListSettings base) {
        return new ListSettings(
                configuration.get(RecommendKeys.LIST_SIZE),
                base.duplicates(),
                new ListSettings.Diversity(
                        configuration.get(RecommendKeys.CATEGORY_DECAY), configuration.get(RecommendKeys.SOURCE_DECAY)),
                new ListSettings.Exploration(
                        configuration.get(RecommendKeys.EXPLORATION_SHARE),
                        base.exploration().hours(),
                        base.exploration().reads()),
                configuration.get(RecommendKeys.REASONS),
                configuration.get(RecommendKeys.MATERIAL_CHANGE));
    }

    private static PushSettings push(Configuration configuration) {
        return new PushSettings(
                configuration.get(RecommendKeys.PUSH_ACTIVE_READERS_MAX),
                whole(configuration, RecommendKeys.PUSH_ACTIVE_TIME, Duration.ofMinutes(1)),
                configuration.get(RecommendKeys.PUSH_SIMILARITY_MIN),
                configuration.get(RecommendKeys.PUSH_READERS_PER_ARTICLE_MAX),
                whole(configuration, RecommendKeys.PUSH_MINIMUM_INTERVAL, Duration.ofSeconds(1)));
    }

    private static int whole(Configuration configuration, ConfigurationKey<Duration> key, Duration unit) {
        Duration value = configuration.get(key);
        if (value.toMillis() % unit.toMillis() != 0) {
            throw new ConfigurationException(key.name() + " is '" + key.type().format(value)
                    + "', expected a multiple of " + key.type().format(unit));
        }
        return Math.toIntExact(value.dividedBy(unit));
    }
}
