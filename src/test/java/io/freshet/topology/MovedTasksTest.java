package io.freshet.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.codec.EventEncoder;
import io.freshet.codec.Topics;
import io.freshet.embedding.WordModel;
import io.freshet.event.Article;
import io.freshet.telemetry.PrometheusMeasurements;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.Test;

/** Tasks that an instance gives up, as to another one. */
class MovedTasksTest {
    private static final String[] OF_TASKS = {
        "freshet_behind_seconds{",
        "freshet_learn_share{",
        "freshet_lists_waiting{",
        "freshet_ranker_steps{",
        "freshet_ranker_in_use{",
        "freshet_words_learned ",
        "freshet_word_drift "
    };

    @Test
    void whatWasMeasuredOfATaskIsNoLongerShownWhenItHasGone() {
        try (PrometheusMeasurements measured = new PrometheusMeasurements()) {
            Properties properties = TopologyFixture.properties();
            Parts parts = TopologyFixture.parts(WordModel.empty(16), measured);
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

    private static void publish(TopologyTestDriver driver, Article article) {
        driver.createInputTopic(
                        "freshet." + Topics.ARTICLES.name(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(TopologyFixture.bytes(article.id()), EventEncoder.encode(article), TopologyFixture.START);
    }
}
