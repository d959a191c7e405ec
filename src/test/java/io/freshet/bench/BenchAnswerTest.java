package io.freshet.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.codec.json.AnswerEncoder;
import io.freshet.event.Reason;
import io.freshet.event.Recommendations;
import io.freshet.event.RecommendedArticle;
import io.freshet.event.Trigger;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchAnswerTest {

    @Test
    void parsesEventTimeTriggerAndArticlesOfAListButNoReasons() {
        Recommendations list = new Recommendations(
                "anna",
                "list-1",
                1_800_000_000_500L,
                1_800_000_000_123L,
                Trigger.ARTICLE,
                List.of(
                        new RecommendedArticle("a", .5, List.of(new Reason.Resembles("not-listed"))),
                        new RecommendedArticle("b", .25, List.of())));

        BenchAnswer answer = BenchAnswer.parse(AnswerEncoder.encode(list));

        assertThat(answer).isEqualTo(new BenchAnswer(1_800_000_000_123L, false, List.of("a", "b")));
    }
}
