package io.freshet.topology.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.codec.contract.Topics;
import io.freshet.event.Article;
import io.freshet.event.ArticleProfile;
import io.freshet.event.Click;
import io.freshet.event.Recommendations;
import io.freshet.topology.TopologyFixture;
import io.freshet.topology.context.Delivery;
import java.time.Duration;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestOutputTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The driver has partition 0 alone: with four partitions, three of four keys lie elsewhere than their state. */
class RerouterTest {
    private static final int PARTITIONS = 4;

    private final TopologyFixture freshet = new TopologyFixture(new Delivery(PARTITIONS, false));
    private final TestOutputTopic<String, Recommendations> lists = freshet.output(Topics.RECOMMENDATIONS);
    private final TestOutputTopic<String, ArticleProfile> profiles = freshet.output(Topics.ARTICLE_PROFILES);

    @AfterEach
    void close() {
        freshet.close();
    }

    @Test
    void partitionOfAKeyIsThatOfKafkasProducers() {
        for (int index = 0; index < 1_000; index++) {
            byte[] key = TopologyFixture.bytes("读者-" + index);
            assertThat(Rerouter.partitionOf(key, 7)).isEqualTo(BuiltInPartitioner.partitionForKey(key, 7));
        }
    }

    @Test
    void everyEventOnAnotherPartitionThanThatOfItsKeyTakesEffectOnceAndIsCounted() {
        String misplaced = misplaced("reader-");
        String placed = placed("reader-");
        freshet.click(misplaced, placed("article-"));
        freshet.click(placed, placed("article-"));

        assertThat(lists.readKeyValuesToList())
                .extracting(list -> list.key)
                .containsExactlyInAnyOrder(misplaced, placed);
        assertThat(freshet.measured.accepted).containsEntry("clicks", 2);
        assertThat(freshet.measured.rerouted).containsEntry("clicks", 1);

        freshet.erase(misplaced);

        assertThat(lists.readKeyValuesToList()).containsExactly(KeyValue.pair(misplaced, null));
        assertThat(freshet.reader(misplaced)).isEmpty();
        assertThat(freshet.measured.accepted).containsEntry("erasures", 1);
        assertThat(freshet.measured.rerouted).containsEntry("erasures", 1);
    }

    @Test
    void reroutedClickFromBeforeAnErasureDoesNotBringTheReaderBack() {
        String reader = misplaced("reader-");
        Click early = Click.of(reader, "a", freshet.nowMillis());
        freshet.pass(Duration.ofSeconds(5));
        freshet.erase(reader);

        freshet.click(early, early.atMillis());

        assertThat(freshet.reader(reader)).isEmpty();
        assertThat(freshet.measured.erased).containsEntry("clicks", 1);
    }

    @Test
    void refusedEventIsADeadLetterOfTheTopicItCameFrom() {
        freshet.send(Topics.CLICKS, TopologyFixture.bytes(misplaced("reader-")), TopologyFixture.bytes("{}"));

        assertThat(freshet.deadLetters()).hasSize(1);
        assertThat(freshet.measured.rerouted).isEmpty();
    }

    @Test
    void correctionAndWithdrawalReplaceWhatArrivedBeforeThemInWhateverOrderTheyAreProcessed() {
        String id = misplaced("article-");
        Article first = TopologyFixture.article(id, "First title", "", "city");
        Article second = TopologyFixture.article(id, "Second title", "", "city");
        long firstMillis = freshet.nowMillis();

        freshet.publish(id, second, firstMillis + 1_000);
        freshet.publish(id, first, firstMillis);

        assertThat(profiles.readValuesToList())
                .extracting(ArticleProfile::title)
                .as("the record that arrived last stands")
                .containsExactly("Second title");
        assertThat(freshet.measured.superseded).containsEntry("articles", 1);
        assertThat(freshet.measured.accepted).containsEntry("articles", 1);

        freshet.publish(id, null, firstMillis + 2_000);
        freshet.publish(id, second, firstMillis + 1_000);

        assertThat(profiles.readValuesToList()).containsExactly((ArticleProfile) null);
        freshet.publish(id, second, firstMillis + 3_000);
        assertThat(profiles.readValuesToList()).hasSize(1);
    }

    @Test
    void recordsOnThePartitionOfTheirKeyFollowEachOtherWhateverTheirTimes() {
        String id = placed("article-");
        freshet.publish(id, TopologyFixture.article(id, "First title", "", "city"), freshet.nowMillis());
        freshet.publish(id, TopologyFixture.article(id, "Second title", "", "city"), freshet.nowMillis() - 60_000);

        assertThat(profiles.readValuesToList())
                .extracting(ArticleProfile::title)
                .endsWith("Second title");
        assertThat(freshet.measured.superseded).isEmpty();
        assertThat(freshet.measured.rerouted).isEmpty();
    }

    private static String misplaced(String prefix) {
        return any(prefix, false);
    }

    private static String placed(String prefix) {
        return any(prefix, true);
    }

    private static String any(String prefix, boolean onPartition0) {
        return IntStream.range(0, 100)
                .mapToObj(index -> prefix + index)
                .filter(id -> (Rerouter.partitionOf(TopologyFixture.bytes(id), PARTITIONS) == 0) == onPartition0)
                .findFirst()
                .orElseThrow();
    }
}
