package io.freshet.topology.context;

import io.freshet.article.ArticleSettings;
import io.freshet.codec.json.EventClock;
import io.freshet.event.Article;
import io.freshet.recommend.Experiment;
import io.freshet.recommend.settings.RecommendSettings;
import io.freshet.words.WordModel;
import io.freshet.words.online.WordSettings;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Settings, word model, clocks and measurements from which the topology is built.
 *
 * @param recommend settings of recommendation; its vectors have the dimension of the word model
 * @param experiment settings to test beside {@code recommend}; empty without an experiment
 */
public record TopologyContext(
        TopologySettings settings,
        RecommendSettings recommend,
        Language language,
        Clocks clocks,
        Delivery delivery,
        Optional<Experiment> experiment,
        Measurements measurements) {

    /**
     * Language settings of the topology: pre-trained word model, settings for learning words and embedding articles,
     * and labelled example articles.
     *
     * @param wordModel pre-trained words, or {@link WordModel#empty(int)}
     * @param categoryExamples labelled articles that teach categories before the first article of the stream
     */
    public record Language(
            WordModel wordModel, WordSettings words, ArticleSettings articles, List<Article> categoryExamples) {
        public Language {
            categoryExamples = List.copyOf(categoryExamples);
        }

        /** Language settings with this word model, defaults for the rest, and no category examples. */
        public static Language of(WordModel wordModel) {
            return new Language(
                    wordModel,
                    WordSettings.DEFAULTS.withDimension(wordModel.dimension()),
                    ArticleSettings.DEFAULTS,
                    List.of());
        }
    }

    /**
     * Clocks of the topology: one decides which event times are accepted, the other measures elapsed time.
     *
     * @param event decides which event times are accepted
     * @param nano nanoseconds of elapsed time, such as {@link System#nanoTime()}; advances while a record is processed
     */
    public record Clocks(EventClock event, LongSupplier nano) {
        /**
         * The system's wall clock for event times, with the default tolerance, and {@link System#nanoTime()} for
         * elapsed time.
         */
        public static final Clocks SYSTEM = new Clocks(EventClock.system(), System::nanoTime);
    }

    public TopologyContext {
        int dimension = language.wordModel().dimension();
        if (recommend.vectors().dimension() != dimension) {
            throw new IllegalArgumentException(
                    "item vectors have dimension " + recommend.vectors().dimension() + ", word vectors " + dimension);
        }
        experiment.ifPresent(test -> test.requireSameState(recommend));
    }

    /** Copy of this context with other topology settings. */
    public TopologyContext withSettings(TopologySettings changed) {
        return new TopologyContext(changed, recommend, language, clocks, delivery, experiment, measurements);
    }

    /** Copy of this context with another clock of elapsed time. */
    public TopologyContext withNanoClock(LongSupplier nano) {
        Clocks changed = new Clocks(clocks.event(), nano);
        return new TopologyContext(settings, recommend, language, changed, delivery, experiment, measurements);
    }

    /** Copy of this context with another {@link Delivery}: partition count and delivery guarantee. */
    public TopologyContext withDelivery(Delivery changed) {
        return new TopologyContext(settings, recommend, language, clocks, changed, experiment, measurements);
    }

    /** Context with a word model, default settings, the system clocks and one partition. */
    public static TopologyContext defaults(WordModel wordModel, Measurements measurements) {
        return new TopologyContext(
                TopologySettings.defaults(),
                RecommendSettings.defaults().withDimension(wordModel.dimension()),
                Language.of(wordModel),
                Clocks.SYSTEM,
                Delivery.ONE_PARTITION,
                Optional.empty(),
                measurements);
    }
}
