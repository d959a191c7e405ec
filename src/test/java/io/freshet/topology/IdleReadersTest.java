package io.freshet.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.codec.contract.Topics;
import io.freshet.event.Recommendations;
import java.time.Duration;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestOutputTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IdleReadersTest {
    private final TopologyFixture freshet = new TopologyFixture(Duration.ofDays(7));
    private final TestOutputTopic<String, Recommendations> lists = freshet.output(Topics.RECOMMENDATIONS);

    @AfterEach
    void close() {
        freshet.close();
    }

    @Test
    void readerWhoDoesNotComeBackIsForgottenByTheTimeOfTheEvents() {
        freshet.publish(TopologyFixture.article("a", "Night tram approved", "", "city"));
        freshet.publish(TopologyFixture.article("b", "Harbour bridge closed", "", "city"));
        freshet.click("gone", "a");
        freshet.pass(Duration.ofDays(6));
        freshet.click("later", "a");
        freshet.pass(Duration.ofDays(2));
        assertThat(lists.readKeyValuesToList())
                .as("no event has told what time it is")
                .doesNotContain(KeyValue.pair("gone", null));

        for (int reader = 0; reader < 10; reader++) {
            freshet.click("present-" + reader, "b");
        }
        freshet.pass(Duration.ofSeconds(5));

        assertThat(lists.readKeyValuesToList()).contains(KeyValue.pair("gone", null));
        assertThat(freshet.reader("gone")).isEmpty();
        assertThat(freshet.reader("later")).isPresent();
        assertThat(freshet.measured.readersExpired).isEqualTo(1);
    }
}
