package io.freshet.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.codec.contract.Topics;
import io.freshet.event.Recommendations;
import io.freshet.event.Related;
import io.freshet.event.Trending;
import io.freshet.topology.message.CatalogueEntry;
import io.freshet.topology.message.CatalogueKey;
import io.freshet.topology.message.InternalTopics;
import java.time.Duration;
import java.util.Objects;
import org.apache.kafka.streams.TestOutputTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Ids that are clicked and that no newsroom announced. */
class UnannouncedArticlesTest {
    private final TopologyFixture freshet = new TopologyFixture();
    private final TestOutputTopic<String, Recommendations> lists = freshet.output(Topics.RECOMMENDATIONS);
    private final TestOutputTopic<String, Related> related = freshet.output(Topics.RELATED);
    private final TestOutputTopic<String, Trending> trending = freshet.output(Topics.TRENDING);

    @AfterEach
    void close() {
        freshet.close();
    }

    private void publishSix() {
        for (int index = 0; index < 6; index++) {
            freshet.publish(TopologyFixture.article("r" + index, "Title " + index, "", null));
        }
    }

    private void readUndefined() {
        for (int reader = 0; reader < 6; reader++) {
            freshet.click("reader-" + reader, "undefined");
            freshet.pass(Duration.ofSeconds(1));
            freshet.click("reader-" + reader, "r" + reader);
            freshet.pass(Duration.ofSeconds(1));
        }
        freshet.click("amy", "r0");
        freshet.pass(Duration.ofSeconds(4));
    }

    @Test
    void inANewsroomThatAnnouncesTheyAreOnNoListOfAnyKind() {
        publishSix();
        readUndefined();

        assertThat(lists.readValuesToList())
                .isNotEmpty()
                .allSatisfy(list -> assertThat(list.articleIds()).doesNotContain("undefined"));
        assertThat(related.readKeyValuesToList()).isNotEmpty().allSatisfy(entry -> {
            assertThat(entry.key).isNotEqualTo("undefined");
            assertThat(entry.value.items()).extracting(Related.Item::articleId).doesNotContain("undefined");
        });
        assertThat(trending.readKeyValuesToMap().get("all/1h").items())
                .as("counts are those of the clicks")
                .containsExactly(
                        new Trending.Item("r0", 2),
                        new Trending.Item("r1", 1),
                        new Trending.Item("r2", 1),
                        new Trending.Item("r3", 1),
                        new Trending.Item("r4", 1),
                        new Trending.Item("r5", 1));
    }

    @Test
    void theirClicksCountWhenTheyAreAnnounced() {
        publishSix();
        readUndefined();
        freshet.publish(TopologyFixture.article("undefined", "Announced after all", "", null));
        freshet.pass(Duration.ofSeconds(4));

        assertThat(trending.readKeyValuesToMap().get("all/1h").items()).startsWith(new Trending.Item("undefined", 6));
        freshet.click("ben", "r1");
        assertThat(lists.readValuesToList())
                .last()
                .satisfies(list -> assertThat(list.articleIds()).contains("undefined"));
    }

    @Test
    void whereNothingIsAnnouncedTheyAreAllThereIs() {
        readUndefined();

        assertThat(lists.readValuesToList())
                .last()
                .satisfies(list -> assertThat(list.articleIds()).contains("undefined"));
        assertThat(trending.readKeyValuesToMap().get("all/1h").items()).startsWith(new Trending.Item("undefined", 6));
    }

    @Test
    void whenAllThatWasAnnouncedHasLeftItIsStillKnownThatArticlesAreAnnounced() {
        TestOutputTopic<CatalogueKey, CatalogueEntry> told = freshet.output(InternalTopics.CATALOGUE);
        publishSix();
        freshet.pass(Duration.ofSeconds(1));
        for (int index = 0; index < 6; index++) {
            freshet.withdraw("r" + index);
        }

        assertThat(told.readKeyValuesToMap().values().stream().filter(Objects::nonNull))
                .as("as compaction leaves the topic")
                .containsExactly(new CatalogueEntry.AnnouncedMarker());
    }

    @Test
    void restartThatFindsNothingElseInTheCatalogueDoesNotForgetIt() {
        freshet.input(InternalTopics.CATALOGUE)
                .pipeInput(CatalogueKey.ANNOUNCING, new CatalogueEntry.AnnouncedMarker());
        freshet.click("reader-1", "undefined");
        freshet.pass(Duration.ofSeconds(1));
        freshet.click("reader-2", "null");
        freshet.pass(Duration.ofSeconds(2));

        assertThat(lists.readValuesToList())
                .hasSize(2)
                .allSatisfy(list -> assertThat(list.articleIds()).isEmpty());
        assertThat(trending.isEmpty()).isTrue();
    }
}
