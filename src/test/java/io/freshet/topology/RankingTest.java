package io.freshet.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.freshet.article.ArticleSettings;
import io.freshet.codec.contract.Contract;
import io.freshet.codec.contract.Topics;
import io.freshet.event.Click;
import io.freshet.event.ClickKind;
import io.freshet.event.Recommendations;
import io.freshet.event.RecommendedArticle;
import io.freshet.event.Trigger;
import io.freshet.recommend.ArticleService;
import io.freshet.recommend.HitListener;
import io.freshet.recommend.ReaderService;
import io.freshet.recommend.catalogue.Catalogue;
import io.freshet.recommend.decay.ListTime;
import io.freshet.recommend.item.ItemState;
import io.freshet.recommend.item.RecentReads;
import io.freshet.recommend.rank.OnlineRanker;
import io.freshet.recommend.rank.RankerWeights;
import io.freshet.recommend.reader.ClickOutcome;
import io.freshet.recommend.reader.ReaderState;
import io.freshet.recommend.settings.OnlineRankerSettings;
import io.freshet.recommend.settings.RecommendSettings;
import io.freshet.topology.message.InternalTopics;
import io.freshet.words.WordModel;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestOutputTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RankingTest {
    private static final int STEPS_BEFORE_USE = 150;
    private static final RecommendSettings SETTINGS = RecommendSettings.defaults()
            .withDimension(16)
            .withRanking(
                    ranking -> ranking.withOnline(new OnlineRankerSettings(8, 20, .002, .005, STEPS_BEFORE_USE, 1)));

    private final TopologyFixture freshet = new TopologyFixture(WordModel.empty(16), SETTINGS);
    private final TestOutputTopic<String, Recommendations> lists = freshet.output(Topics.RECOMMENDATIONS);

    @AfterEach
    void close() {
        freshet.close();
    }

    /** The recommender without Kafka: one process, nothing lags. */
    private static final class WithoutKafka {
        private final Catalogue catalogue = new Catalogue(SETTINGS);
        private final ArticleService articles = new ArticleService(ArticleSettings.DEFAULTS, SETTINGS);
        private final ReaderService service = new ReaderService(SETTINGS, Optional.empty(), HitListener.NONE);
        private final RecentReads recentReads =
                new RecentReads(SETTINGS.vectors().recentReads());
        private final OnlineRanker ranker = service.arms().get(0).ranker();
        private final Map<String, ReaderState> readers = new HashMap<>();
        private final Map<String, ItemState> items = new HashMap<>();

        List<RecommendedArticle> click(Click click) {
            ReaderState reader = readers.computeIfAbsent(click.userId(), service::newReader);
            ClickOutcome outcome = service.click(reader, click, catalogue, 1, click.atMillis());
            Recommendations list =
                    service.recommend(reader, catalogue, ListTime.ofEvents(reader.lastReadMillis()), Trigger.CLICK);
            reader.setCurrentList(list);
            Set<ItemState> changed = new LinkedHashSet<>();
            outcome.signals().forEach(signal -> {
                ItemState item = items.computeIfAbsent(signal.articleId(), id -> articles.newItem(id, null));
                articles.apply(item, signal, catalogue, recentReads);
                changed.add(item);
            });
            changed.forEach(item -> catalogue.putActivity(item.activity()));
            return list.items();
        }
    }

    @Test
    void listsAreThoseOfTheSameClassesWithoutKafka() {
        WithoutKafka oracle = new WithoutKafka();
        Random random = new Random(11);
        for (int step = 0; step < 500; step++) {
            Click click = new Click(
                    "reader-" + random.nextInt(25),
                    "article-" + (int) Math.min(60, Math.abs(random.nextGaussian() * 20)),
                    freshet.nowMillis(),
                    null,
                    null,
                    random.nextInt(30) == 0 ? ClickKind.LIKE : ClickKind.CLICK,
                    0,
                    Map.of("device", random.nextBoolean() ? "phone" : "desk"));
            freshet.click(click);
            // A publication of the catalogue later, everybody knows of the click.
            freshet.pass(Duration.ofMillis(400));

            List<RecommendedArticle> expected = oracle.click(click);
            assertThat(lists.readValuesToList())
                    .as("after click %d", step)
                    .extracting(Recommendations::items)
                    .containsExactly(expected);
        }
        assertThat(oracle.ranker.isInUse()).isTrue();
        freshet.pass(Duration.ofSeconds(4));
        assertThat(freshet.measured.rankerSteps).isEqualTo(oracle.ranker.steps());
        assertThat(freshet.measured.rankerInUse).isTrue();
    }

    @Test
    void rankerTellsWhatItLearnedAndNothingWhileItLearnsNothing() {
        TestOutputTopic<String, RankerWeights> weights = freshet.driver.createOutputTopic(
                "freshet.ranker-weights",
                new StringDeserializer(),
                InternalTopics.RANKER_WEIGHTS.valueSerde().deserializer());
        freshet.pass(Duration.ofSeconds(8));
        assertThat(weights.isEmpty()).isTrue();

        readSome(10);
        freshet.pass(Duration.ofSeconds(8));
        List<KeyValue<String, RankerWeights>> told = weights.readKeyValuesToList();
        KeyValue<String, RankerWeights> last = told.get(told.size() - 1);
        assertThat(last.key).isEqualTo("control/0");
        assertThat(Contract.load().topics())
                .filteredOn(topic -> topic.name().equals("ranker-weights"))
                .singleElement()
                .satisfies(topic -> assertThat(topic.key()).endsWith("such as " + last.key));
        assertThat(last.value.examples())
                .as("an example fades by half in half an hour")
                .isCloseTo((double) freshet.measured.rankerSteps, withinPercentage(1));
        freshet.pass(Duration.ofSeconds(8));
        assertThat(weights.isEmpty()).isTrue();
    }

    @Test
    void goesOnFromWhatOtherTasksLearned() {
        OnlineRanker elsewhere = new OnlineRanker(SETTINGS);
        WithoutKafka learned = new WithoutKafka();
        Random random = new Random(3);
        for (int step = 0; step < 400; step++) {
            learned.click(Click.of(
                    "reader-" + random.nextInt(20),
                    "article-" + (int) Math.min(60, Math.abs(random.nextGaussian() * 20)),
                    freshet.nowMillis() - 400_000 + step * 1_000L));
        }
        elsewhere.restore(learned.ranker.weights());
        assertThat(elsewhere.isInUse()).isTrue();
        readSome(10);
        freshet.pass(Duration.ofSeconds(4));
        assertThat(freshet.measured.rankerInUse).isFalse();

        freshet.driver
                .createInputTopic(
                        "freshet.ranker-weights",
                        new StringSerializer(),
                        InternalTopics.RANKER_WEIGHTS.valueSerde().serializer())
                .pipeInput("control/1", elsewhere.weights());
        freshet.pass(Duration.ofSeconds(4));

        assertThat(freshet.measured.rankerInUse).isTrue();
        assertThat(freshet.measured.rankerSteps).isBetween((long) STEPS_BEFORE_USE, elsewhere.steps());
    }

    @Test
    void clickIsJudgedByTheListInForceBeforeItIsLearnedFrom() {
        readSome(5);
        lists.readValuesToList();
        int judgedBefore = freshet.measured.places.size();

        freshet.click("me", "article-0");
        assertThat(freshet.measured.places).as("no list yet").hasSize(judgedBefore);
        List<String> list = lists.readValue().articleIds();
        freshet.click("me", list.get(2));
        freshet.click("me", "never-heard-of");
        freshet.click("me", "article-0");

        assertThat(freshet.measured.places.subList(judgedBefore, freshet.measured.places.size()))
                .as("in line 3; in no line; read before and so not judged")
                .containsExactly(2, -1);
    }

    /** Some readers read five articles each. */
    private void readSome(int readers) {
        for (int reader = 0; reader < readers; reader++) {
            for (int article = 0; article < 5; article++) {
                freshet.click("reader-" + reader, "article-" + article);
                freshet.pass(Duration.ofMillis(400));
            }
        }
    }
}
