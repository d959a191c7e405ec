package io.freshet.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.codec.contract.Topics;
import io.freshet.codec.json.EventEncoder;
import io.freshet.event.Article;
import io.freshet.event.Click;
import io.freshet.event.Trending;
import io.freshet.recommend.item.ClickBuckets;
import io.freshet.recommend.item.ItemState;
import io.freshet.telemetry.KafkaMeters;
import io.freshet.telemetry.PrometheusMeasurements;
import io.freshet.topology.context.TopologyContext;
import io.freshet.topology.message.InternalTopics;
import io.freshet.topology.message.StateStores;
import io.freshet.words.WordModel;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

/** Tasks that an instance gives up, as to another one. */
class MovedTasksTest {
    private static final String[] OF_TASKS = {
        "freshet_click_lag_seconds{",
        "freshet_training_sample_ratio{",
        "freshet_deferred_lists{",
        "freshet_ranker_steps{",
        "freshet_ranker_in_use{",
        "freshet_learned_words ",
        "freshet_word_base_similarity "
    };

    @Test
    void whatWasMeasuredOfATaskIsNoLongerShownWhenItHasGone() {
        try (PrometheusMeasurements measured = new PrometheusMeasurements(KafkaMeters.CURATED)) {
            Properties properties = TopologyFixture.properties();
            TopologyContext parts = TopologyFixture.parts(WordModel.empty(16), measured);
            try (TopologyTestDriver driver = new TopologyTestDriver(
                    FreshetTopology.build(parts, properties), properties, TopologyFixture.START)) {
                publish(driver, TopologyFixture.article("a", "Night tram approved", "", "city"));
                driver.advanceWallClockTime(Duration.ofSeconds(2));

                assertThat(measured.scrape()).contains(OF_TASKS);
            }

            assertThat(measured.scrape())
                    .doesNotContain(OF_TASKS)
                    .as("counts of the instance stay")
                    .contains("freshet_events_total{input=\"articles\",outcome=\"accepted\",reason=\"none\"} 1.0");
        }
    }

    // After a crash the new owner has the reads, but not what of them had been told. In a replay the next come hours
    // later.
    @Test
    void readsThatACrashKeptFromTheMostReadListsAreInThemWhateverComesNext() {
        long atMillis = TopologyFixture.START.toEpochMilli();
        ItemState untold;
        try (TopologyFixture before = new TopologyFixture()) {
            before.click(Click.of("early", "a", atMillis));
            untold = items(before).get("a");
        }
        try (TopologyFixture after = new TopologyFixture()) {
            items(after).put("a", untold);

            after.click(Click.of("late", "a", atMillis + ClickBuckets.BUCKETS * ClickBuckets.BUCKET_MILLIS));
            after.pass(Duration.ofSeconds(8));

            assertThat(after.output(Topics.TRENDING)
                            .readKeyValuesToMap()
                            .get("all/24h")
                            .items())
                    .containsExactly(new Trending.Item("a", 2));
        }
    }

    @Test
    void whatWasWithdrawnStaysOutOfCatalogueAndListsWhoeverTakesItUp() {
        ItemState read;
        try (TopologyFixture before = new TopologyFixture()) {
            before.click("r", "a");
            read = items(before).get("a");
        }
        try (TopologyFixture after = new TopologyFixture()) {
            items(after).put("a", read);
            after.withdraw("a");

            after.pass(Duration.ofSeconds(2));

            assertThat(after.output(InternalTopics.ARTICLE_POPULARITY).readValuesToList())
                    .containsOnlyNulls();
            assertThat(after.output(InternalTopics.CATALOGUE).readValuesToList())
                    .containsOnlyNulls();
        }
    }

    private static KeyValueStore<String, ItemState> items(TopologyFixture fixture) {
        return fixture.driver.getKeyValueStore(StateStores.ITEMS.name());
    }

    private static void publish(TopologyTestDriver driver, Article article) {
        driver.createInputTopic(
                        "freshet." + Topics.ARTICLES.name(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(TopologyFixture.bytes(article.id()), EventEncoder.encode(article), TopologyFixture.START);
    }
}
