package io.freshet.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.codec.contract.TopicNames;
import io.freshet.codec.json.AnswerEncoder;
import io.freshet.event.Click;
import io.freshet.event.Recommendations;
import io.freshet.event.Trigger;
import io.freshet.runtime.read.FeedRecord;
import io.freshet.web.port.LiveEvent;
import io.freshet.web.port.LiveEvents;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TopicLiveEventsTest {
    private final List<Consumer<FeedRecord>> listeners = new ArrayList<>();
    private final List<LiveEvent> seen = new ArrayList<>();
    private final TopicLiveEvents liveEvents = new TopicLiveEvents(
            listener -> {
                listeners.add(listener);
                return () -> listeners.remove(listener);
            },
            new TopicNames("freshet."));
    private final LiveEvents.Subscription subscription = liveEvents.subscribe(seen::add);
    private final LiveEvent.ReaderRemoved erased = new LiveEvent.ReaderRemoved("alice", 7);

    @Test
    void erasureIsShownWhateverItsValue() {
        send("erasures", "alice", null);
        send("erasures", "alice", "");
        send("erasures", "alice", "{not json");
        assertThat(seen).containsExactly(erased, erased, erased);
        subscription.close();
        assertThat(listeners).isEmpty();
    }

    @Test
    void deletedListIsShownAsAnErasure() {
        send("recommendations", "alice", null);
        assertThat(seen).containsExactly(erased);
    }

    @Test
    void erasureWithAnInvalidReaderIdIsNotShown() {
        send("erasures", "", null);
        send("erasures", "al\u0000ice", null);
        send("erasures", "x".repeat(300), null);
        assertThat(seen).isEmpty();
    }

    @Test
    void otherTombstonesAreNotShown() {
        send("clicks", "alice", null);
        send("trending", "all/1h", null);
        send("article-profiles", "a", null);
        assertThat(seen).isEmpty();
    }

    @Test
    void clickCarriesItsRecordTimestamp() {
        Recommendations list =
                new Recommendations("alice", "r1", 1_000_000_000_000L, 1_000_000_000_000L, Trigger.CLICK, List.of());
        send("clicks", "alice", "{\"userId\":\"alice\",\"articleId\":\"a\",\"at\":1000000000000}");
        send("recommendations", "alice", new String(AnswerEncoder.encode(list), StandardCharsets.UTF_8));
        assertThat(seen)
                .containsExactly(
                        new LiveEvent.Clicked(Click.of("alice", "a", 1_000_000_000_000L), 7),
                        new LiveEvent.ListEmitted(list));
    }

    @Test
    void erasuresAreNotSampled() {
        TopicNames names = new TopicNames("freshet.");
        assertThat(TopicLiveEvents.completeTopics(names)).containsExactly("freshet.erasures");
        assertThat(TopicLiveEvents.sampledTopics(names)).doesNotContain("freshet.erasures");
    }

    private void send(String topic, String key, @Nullable String value) {
        FeedRecord record = new FeedRecord(
                "freshet." + topic,
                key,
                Optional.ofNullable(value).map(text -> text.getBytes(StandardCharsets.UTF_8)),
                7);
        listeners.forEach(listener -> listener.accept(record));
    }
}
