package io.freshet.config;

import static io.freshet.config.ConfigurationKey.Importance.HIGH;
import static io.freshet.config.ConfigurationKey.Importance.LOW;
import static io.freshet.config.ConfigurationKey.Importance.MEDIUM;

import io.freshet.article.ArticleSettings;
import io.freshet.config.ConfigurationKey.Importance;
import io.freshet.words.online.WordSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The settings of words and articles. What is not among them has its documented value. */
public final class LanguageKeys {

    private static final List<ConfigurationKey<?>> KEYS = new ArrayList<>();

    private static final WordSettings WORDS = WordSettings.DEFAULTS;
    private static final ArticleSettings ARTICLES = ArticleSettings.DEFAULTS;

    public static final ConfigurationKey<String> MODEL_FILE = key(
            "model.file",
            ValueType.text(),
            "",
            HIGH,
            "File of word vectors made by 'freshet pretrain', of several languages by 'freshet model merge'; empty to learn"
                    + " all words from the stream.");

    public static final ConfigurationKey<Integer> DIMENSION = key(
            "words.dimension",
            ValueType.integer(8, 1024),
            WORDS.dimension(),
            MEDIUM,
            "Components of word and article vectors where there is no model file; a model's own are in force otherwise.");

    public static final ConfigurationKey<Double> NEW_WORD_RATE = key(
            "words.new-rate",
            ValueType.decimal(1e-6, WordSettings.RATE_MAX),
            WORDS.training().newWordRate(),
            LOW,
            "Learning rate of a word that was never used; it halves in its first 200 uses and goes on falling.");

    public static final ConfigurationKey<Double> OLD_WORD_RATE = key(
            "words.old-rate",
            ValueType.decimal(0, WordSettings.RATE_MAX),
            WORDS.training().oldWordRate(),
            LOW,
            "Most that the learning rate of a word of the model file can be; frequent words have less.");

    public static final ConfigurationKey<Integer> ADMISSION_COUNT = key(
            "words.admission-count",
            ValueType.integer(1, 15),
            WORDS.newWords().admissionCount(),
            LOW,
            "A new word is learned from the time it is seen for the so-many-th time.");

    public static final ConfigurationKey<Integer> LEARNED_WORDS_MAX = key(
            "words.learned-max",
            ValueType.integer(1, 10000000),
            WORDS.newWords().wordsMax(),
            MEDIUM,
            "Most words that are learned beyond those of the model file.");

    public static final ConfigurationKey<Duration> WORD_IDLE = key(
            "words.idle",
            ValueType.duration(Duration.ofMinutes(1), Duration.ofDays(3650)),
            Duration.ofMillis(WORDS.newWords().idleMillis()),
            LOW,
            "A learned word leaves when it is not seen for this long.");

    public static final ConfigurationKey<Integer> COMPOUNDS_MAX = key(
            "words.compounds-max",
            ValueType.integer(0, 1000000),
            WORDS.compounds().compoundsMax(),
            LOW,
            "Most words of several parts, coined names and phrases, that are found in the stream; 0 looks for none.");

    public static final ConfigurationKey<Double> ROLL_BACK_BELOW = key(
            "words.roll-back-below",
            ValueType.decimal(0, .99),
            WORDS.drift().rollBackBelow(),
            MEDIUM,
            "What was learned since the last snapshot is taken back when frequent words of the model file are this far"
                    + " from where it has them (mean cosine); 0 never does.");

    public static final ConfigurationKey<Integer> SNAPSHOT_ARTICLES = key(
            "words.snapshot-articles",
            ValueType.integer(1, 100000000),
            WORDS.drift().snapshotArticles(),
            LOW,
            "Articles from one snapshot of the learned words to the next, while they are well.");

    public static final ConfigurationKey<Integer> KEYWORDS = key(
            "articles.keywords",
            ValueType.integer(0, 100),
            ARTICLES.keywordsMax(),
            MEDIUM,
            "Most keywords of an article.");

    public static final ConfigurationKey<Double> CATEGORY_CONFIDENCE = key(
            "articles.category-confidence",
            ValueType.decimal(0, 1),
            ARTICLES.categories().confidenceMin(),
            MEDIUM,
            "An inferred category with a lower probability stays unknown.");

    public static final ConfigurationKey<Integer> CATEGORIES_MAX = key(
            "articles.categories-max",
            ValueType.integer(ArticleSettings.CATEGORIES_MIN, ArticleSettings.CATEGORIES_MAX),
            ARTICLES.categories().categoriesMax(),
            LOW,
            "Most categories that are learned.");

    public static final ConfigurationKey<String> CATEGORIES_FILE = key(
            "categories.file",
            ValueType.text(),
            "",
            MEDIUM,
            "Labelled articles to learn categories from before the first article of the stream, one JSON object a line"
                    + " with id, title, body, category, language; empty to learn from the stream alone.");

    public static final ConfigurationKey<Integer> TOKENS_MAX = key(
            "articles.tokens-max",
            ValueType.integer(1, 100000),
            ARTICLES.tokensMax(),
            LOW,
            "Words of an article that are read, headline and body each.");

    /** Every key of this class. */
    static final List<ConfigurationKey<?>> ALL = List.copyOf(KEYS);

    private LanguageKeys() {}

    private static <T> ConfigurationKey<T> key(
            String name, ValueType<T> type, T defaultValue, Importance importance, String doc) {
        ConfigurationKey<T> key = new ConfigurationKey<>(name, type, defaultValue, importance, doc);
        KEYS.add(key);
        return key;
    }
}
