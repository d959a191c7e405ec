package io.freshet.config;

import io.freshet.article.ArticleSettings;
import io.freshet.recommend.settings.OnlineRankerSettings;
import io.freshet.recommend.settings.RecommendSettings;
import io.freshet.words.online.DriftSettings;
import io.freshet.words.online.WordSettings;
import io.freshet.words.phrase.PhraseSettings;
import java.time.Duration;

/** Converts configured values to the settings records of the domain; values without a key keep their defaults. */
public final class DomainSettings {

    private DomainSettings() {}

    /**
     * Settings of recommending.
     *
     * @param dimension dimension of the word vectors
     * @throws ConfigurationException if a duration is not a multiple of the unit that its key requires
     */
    public static RecommendSettings recommend(Configuration configuration, int dimension) {
        RecommendSettings base = RecommendSettings.defaults().withDimension(dimension);
        RecommendSettings.Vectors vectors = base.vectors();
        RecommendSettings.Items items = base.items();
        RecommendSettings.Readers readers = base.readers();
        return new RecommendSettings(
                configuration.get(RecommendKeys.SEED),
                new RecommendSettings.Vectors(
                        dimension,
                        configuration.get(RecommendKeys.LEARNING_RATE),
                        vectors.negatives(),
                        vectors.recentReads(),
                        vectors.startLength(),
                        vectors.followedMax()),
                new RecommendSettings.Items(
                        configuration.get(RecommendKeys.FOLLOWERS_MAX),
                        items.segmentsMax(),
                        whole(configuration, RecommendKeys.ALIVE, Duration.ofHours(1)),
                        configuration.get(RecommendKeys.ARTICLES_MAX),
                        configuration.get(RecommendKeys.EXACT_SEARCH_MAX),
                        configuration.get(RecommendKeys.ANNOUNCED_ONLY)),
                new RecommendSettings.Readers(
                        configuration.get(RecommendKeys.READS_MAX),
                        whole(configuration, RecommendKeys.SESSION_GAP, Duration.ofMinutes(1)),
                        readers.fastDecay(),
                        readers.slowDecay(),
                        readers.categoriesMax(),
                        readers.keywordsMax(),
                        readers.hiddenMax(),
                        readers.servedMax(),
                        configuration.get(RecommendKeys.SEEN_MAX),
                        readers.recentEventsMax(),
                        readers.newSessionContextMax(),
                        configuration.get(RecommendKeys.CLICKS_PER_MINUTE)),
                base.candidates(),
                base.formula(),
                ranking(configuration, base.ranking()),
                lists(configuration, base.lists()),
                push(configuration),
                new RecommendSettings.TrendingLists(
                        configuration.get(RecommendKeys.TRENDING_SIZE),
                        configuration.get(RecommendKeys.TRENDING_ARTICLES_MAX),
                        configuration.get(RecommendKeys.RELATED_SIZE)));
    }

    /**
     * Settings of word learning.
     *
     * @param dimension components of a word vector
     */
    public static WordSettings words(Configuration configuration, int dimension) {
        WordSettings base = WordSettings.DEFAULTS;
        double rollBackBelow = configuration.get(LanguageKeys.ROLL_BACK_BELOW);
        return new WordSettings(
                dimension,
                base.seed(),
                base.priorWords(),
                base.training()
                        .withRates(
                                configuration.get(LanguageKeys.NEW_WORD_RATE),
                                configuration.get(LanguageKeys.OLD_WORD_RATE)),
                new WordSettings.NewWords(
                        configuration.get(LanguageKeys.ADMISSION_COUNT),
                        configuration.get(LanguageKeys.LEARNED_WORDS_MAX),
                        configuration.get(LanguageKeys.WORD_IDLE).toMillis()),
                compounds(configuration, base.compounds()),
                new DriftSettings(
                        configuration.get(LanguageKeys.SNAPSHOT_ARTICLES),
                        Math.max(base.drift().healthyMin(), rollBackBelow),
                        rollBackBelow));
    }

    private static PhraseSettings compounds(Configuration configuration, PhraseSettings base) {
        return new PhraseSettings(
                base.name(),
                base.phrase(),
                base.ngramSlots(),
                base.candidatesMax(),
                configuration.get(LanguageKeys.COMPOUNDS_MAX));
    }

    /** Settings of article understanding. */
    public static ArticleSettings articles(Configuration configuration) {
        ArticleSettings base = ArticleSettings.DEFAULTS;
        return new ArticleSettings(
                configuration.get(LanguageKeys.TOKENS_MAX),
                configuration.get(LanguageKeys.KEYWORDS),
                base.categories()
                        .withCategoriesMax(configuration.get(LanguageKeys.CATEGORIES_MAX))
                        .withConfidenceMin(configuration.get(LanguageKeys.CATEGORY_CONFIDENCE)),
                base.statistics());
    }

    private static OnlineRankerSettings ranking(Configuration configuration, OnlineRankerSettings base) {
        return new OnlineRankerSettings(
                base.hiddenUnits(),
                base.negatives(),
                base.hiddenRate(),
                base.linearRate(),
                base.stepsBeforeUse(),
                configuration.get(RecommendKeys.LEARN_SHARE));
    }

    private static RecommendSettings.Lists lists(Configuration configuration, RecommendSettings.Lists base) {
        return new RecommendSettings.Lists(
                configuration.get(RecommendKeys.LIST_SIZE),
                base.duplicateCosine(),
                base.duplicateTitle(),
                configuration.get(RecommendKeys.CATEGORY_DECAY),
                configuration.get(RecommendKeys.SOURCE_DECAY),
                configuration.get(RecommendKeys.EXPLORATION_SHARE),
                base.explorationHours(),
                base.explorationReads(),
                configuration.get(RecommendKeys.REASONS),
                configuration.get(RecommendKeys.MATERIAL_CHANGE));
    }

    private static RecommendSettings.Push push(Configuration configuration) {
        return new RecommendSettings.Push(
                configuration.get(RecommendKeys.PUSH_ACTIVE_READERS_MAX),
                whole(configuration, RecommendKeys.PUSH_ACTIVE_TIME, Duration.ofMinutes(1)),
                whole(configuration, RecommendKeys.PUSH_MINIMUM_INTERVAL, Duration.ofSeconds(1)),
                configuration.get(RecommendKeys.PUSH_READERS_PER_ARTICLE_MAX),
                configuration.get(RecommendKeys.PUSH_SIMILARITY_MIN));
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
