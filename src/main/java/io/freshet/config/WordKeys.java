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

/**
 * Definitions of the settings that begin with {@code model.}, {@code words.}, {@code articles.} or {@code categories.}.
 * Values of {@link WordSettings} and {@link ArticleSettings} without a key here keep their defaults.
 */
public final class WordKeys {

    private static final List<ConfigurationKey<?>> KEYS = new ArrayList<>();

    private static final WordSettings WORDS = WordSettings.DEFAULTS;
    private static final ArticleSettings ARTICLES = ArticleSettings.DEFAULTS;

    public static final ConfigurationKey<String> MODEL_FILE = key(
            "model.file",
            ValueType.text(),
            "",
            HIGH,
            "File of word vectors made by 'freshet pretrain', or for several languages by 'freshet model merge'; if"
                    + " empty, all words are learned from the stream.");

    public static final ConfigurationKey<Integer> DIMENSION = key(
            "words.dimension",
            ValueType.integer(8, 1024),
            WORDS.dimension(),
            MEDIUM,
            "Dimension of word and article vectors if there is no model file; a model file brings its own.");

    public static final ConfigurationKey<Double> NEW_WORD_RATE = key(
            "words.new-rate",
            ValueType.decimal(1e-6, WordSettings.RATE_MAX),
            WORDS.training().newWordRate(),
            LOW,
            "Learning rate of a new word; it halves within the first 200 uses of the word and keeps falling.");

    public static final ConfigurationKey<Double> OLD_WORD_RATE = key(
            "words.old-rate",
            ValueType.decimal(0, WordSettings.RATE_MAX),
            WORDS.training().oldWordRate(),
            LOW,
            "Largest learning rate of a word of the model file; frequent words have a lower one.");

    public static final ConfigurationKey<Integer> ADMISSION_COUNT = key(
            "words.admission-count",
            ValueType.integer(1, 15),
            WORDS.newWords().admissionCount(),
            LOW,
            "Number of occurrences after which a new word is admitted to the vocabulary.");

    public static final ConfigurationKey<Integer> LEARNED_WORDS_MAX = key(
            "words.learned-max",
            ValueType.integer(1, 10000000),
            WORDS.newWords().wordsMax(),
            MEDIUM,
            "Largest number of words learned in addition to those of the model file.");

    public static final ConfigurationKey<Duration> WORD_IDLE = key(
            "words.idle",
            ValueType.duration(Duration.ofMinutes(1), Duration.ofDays(3650)),
            Duration.ofMillis(WORDS.newWords().idleMillis()),
            LOW,
            "Time without an occurrence after which a learned word expires.");

    public static final ConfigurationKey<Integer> COMPOUNDS_MAX = key(
            "words.compounds-max",
            ValueType.integer(0, 1000000),
            WORDS.compounds().compoundsMax(),
            LOW,
            "Largest number of phrases learned from the stream, such as names of several words; 0 turns phrase"
                    + " detection off.");

    public static final ConfigurationKey<Double> ROLL_BACK_BELOW = key(
            "words.roll-back-below",
            ValueType.decimal(0, .99),
            WORDS.drift().rollBackBelow(),
            MEDIUM,
            "Similarity below which the learned words are rolled back to the last snapshot: mean cosine of frequent"
                    + " words to the model file; 0 never rolls back.");

    public static final ConfigurationKey<Integer> SNAPSHOT_ARTICLES = key(
            "words.snapshot-articles",
            ValueType.integer(1, 100000000),
            WORDS.drift().snapshotArticles(),
            LOW,
            "Number of articles between two snapshots of the learned words, while their similarity to the model file"
                    + " is healthy.");

    public static final ConfigurationKey<Integer> KEYWORDS = key(
            "articles.keywords",
            ValueType.integer(0, 100),
            ARTICLES.keywordsMax(),
            MEDIUM,
            "Largest number of keywords of an article.");

    public static final ConfigurationKey<Double> CATEGORY_CONFIDENCE = key(
            "articles.category-confidence",
            ValueType.decimal(0, 1),
            ARTICLES.categories().confidenceMin(),
            MEDIUM,
            "Smallest probability of an inferred category; below it the category is unknown.");

    public static final ConfigurationKey<Integer> CATEGORIES_MAX = key(
            "articles.categories-max",
            ValueType.integer(ArticleSettings.CATEGORIES_MIN, ArticleSettings.CATEGORIES_MAX),
            ARTICLES.categories().categoriesMax(),
            LOW,
            "Largest number of categories learned.");

    public static final ConfigurationKey<String> CATEGORIES_FILE = key(
            "categories.file",
            ValueType.text(),
            "",
            MEDIUM,
            "File of labelled articles that train the categories before the first article of the stream, one JSON"
                    + " object per line with id, title, body, category and language; if empty, categories are learned"
                    + " from the stream alone.");

    public static final ConfigurationKey<Integer> TOKENS_MAX = key(
            "articles.tokens-max",
            ValueType.integer(1, 100000),
            ARTICLES.tokensMax(),
            LOW,
            "Largest number of tokens read of an article's title, and of its body.");

    /** All keys of this class. */
    static final List<ConfigurationKey<?>> ALL = List.copyOf(KEYS);

    private WordKeys() {}

    private static <T> ConfigurationKey<T> key(
            String name, ValueType<T> type, T defaultValue, Importance importance, String doc) {
        ConfigurationKey<T> key = new ConfigurationKey<>(name, type, defaultValue, importance, doc);
        KEYS.add(key);
        return key;
    }
}
