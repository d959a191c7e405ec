package io.freshet.topology.context;

import io.freshet.article.ArticleSettings;
import io.freshet.codec.json.EventClock;
import io.freshet.event.Article;
import io.freshet.recommend.settings.RecommendSettings;
import io.freshet.words.WordModel;
import io.freshet.words.online.WordSettings;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What the topology is put together from.
 *
 * @param recommend its dimension must be that of {@code wordModel}
 * @param wordModel the pre-trained words, or {@link WordModel#empty(int)}
 * @param categoryExamples labelled articles to learn categories from before the first of the stream
 * @param eventClock which event times are believed
 * @param nanoClock {@link System#nanoTime()}, which goes on while a record is in work
 * @param delivery how records reach the topology
 * @param experiment another way to make lists, tried beside the one of {@code recommend}
 */
public record TopologyContext(
        TopologySettings settings,
        RecommendSettings recommend,
        WordSettings words,
        ArticleSettings articles,
        WordModel wordModel,
        List<Article> categoryExamples,
        EventClock eventClock,
        LongSupplier nanoClock,
        Delivery delivery,
        Optional<Experiment> experiment,
        Measurements measurements) {

    public TopologyContext {
        categoryExamples = List.copyOf(categoryExamples);
        if (recommend.vectors().dimension() != wordModel.dimension()) {
            throw new IllegalArgumentException(
                    "items have " + recommend.vectors().dimension() + " dimensions, words " + wordModel.dimension());
        }
        experiment.ifPresent(trial -> trial.requireSameState(recommend));
    }

    /** Everything at its documented default, over a word model. */
    public static TopologyContext defaults(WordModel wordModel, Measurements measurements) {
        RecommendSettings recommend = RecommendSettings.defaults().withDimension(wordModel.dimension());
        return new TopologyContext(
                TopologySettings.defaults(),
                recommend,
                WordSettings.DEFAULTS.withDimension(wordModel.dimension()),
                ArticleSettings.DEFAULTS,
                wordModel,
                List.of(),
                EventClock.system(),
                System::nanoTime,
                Delivery.ONE_PARTITION,
                Optional.empty(),
                measurements);
    }
}
