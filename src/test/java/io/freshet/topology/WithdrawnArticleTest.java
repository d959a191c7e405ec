package io.freshet.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.codec.contract.Topics;
import io.freshet.event.Recommendations;
import io.freshet.event.Trigger;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.TestOutputTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An article that was withdrawn leaves every list on the topic, not only those of readers who are here. */
class WithdrawnArticleTest {
    private static final int READERS = 300;

    private final TopologyFixture freshet = new TopologyFixture();
    private final TestOutputTopic<String, Recommendations> output = freshet.output(Topics.RECOMMENDATIONS);
    private final Map<String, Recommendations> lists = new HashMap<>();

    @AfterEach
    void close() {
        freshet.close();
    }

    @Test
    void listsOfReadersWhoLeftLongAgoAreSentWithoutIt() {
        freshet.publish(TopologyFixture.article("read", "Harbour bridge closed", "", "city"));
        freshet.publish(TopologyFixture.article("withdrawn", "Night tram approved", "", "city"));
        freshet.publish(TopologyFixture.article("other", "Cup final tonight", "", "sport"));
        freshet.pass(Duration.ofSeconds(1));
        for (int reader = 0; reader < READERS; reader++) {
            freshet.click("reader-" + reader, "read");
        }
        // Nobody of them is active any more when somebody else comes.
        freshet.pass(Duration.ofHours(2));
        freshet.click("present", "other");
        freshet.pass(Duration.ofSeconds(1));
        assertThat(holding("withdrawn")).as("lists that hold it").isEqualTo(READERS + 1);

        freshet.withdraw("withdrawn");
        for (int push = 0; push < 200; push++) {
            freshet.pass(Duration.ofMillis(100));
        }

        assertThat(holding("withdrawn")).isZero();
        assertThat(lists.values())
                .hasSize(READERS + 1)
                .allSatisfy(list -> assertThat(list.trigger()).isEqualTo(Trigger.WITHDRAWAL));
        long sent = freshet.measured.lists.get(Trigger.WITHDRAWAL);
        freshet.pass(Duration.ofMinutes(10));
        assertThat(freshet.measured.lists.get(Trigger.WITHDRAWAL))
                .as("sent once each")
                .isEqualTo((int) sent);
    }

    private long holding(String articleId) {
        output.readKeyValuesToList().forEach(record -> lists.put(record.key, record.value));
        return lists.values().stream()
                .filter(list -> list.articleIds().contains(articleId))
                .count();
    }
}
