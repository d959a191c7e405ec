package io.freshet.whole;

import io.freshet.codec.contract.Topic;
import io.freshet.codec.contract.TopicNames;
import io.freshet.codec.contract.Topics;
import io.freshet.codec.json.EventEncoder;
import io.freshet.dataset.EventKind;
import io.freshet.dataset.TimedEvent;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An event as a record of an input topic.
 *
 * @param topic plain name of the topic
 */
record InputRecord(String topic, byte @Nullable [] key, byte @Nullable [] value) {

    static InputRecord of(Topic<byte[], byte[]> topic, @Nullable String key, byte @Nullable [] value) {
        return new InputRecord(topic.name(), key == null ? null : key.getBytes(StandardCharsets.UTF_8), value);
    }

    static InputRecord of(TimedEvent event) {
        if (event instanceof TimedEvent.Announced announced) {
            return of(Topics.ARTICLES, announced.article().id(), EventEncoder.encode(announced.article()));
        }
        if (event instanceof TimedEvent.Withdrawn withdrawn) {
            return of(Topics.ARTICLES, withdrawn.articleId(), null);
        }
        if (event instanceof TimedEvent.Clicked clicked) {
            return of(Topics.CLICKS, clicked.click().userId(), EventEncoder.encode(clicked.click()));
        }
        if (event instanceof TimedEvent.Shown shown) {
            return of(Topics.IMPRESSIONS, shown.impression().userId(), EventEncoder.encode(shown.impression()));
        }
        if (event instanceof TimedEvent.Erased erased) {
            return of(Topics.ERASURES, erased.userId(), null);
        }
        TimedEvent.Malformed malformed = (TimedEvent.Malformed) event;
        return of(input(malformed.kind()), malformed.key(), malformed.value().getBytes(StandardCharsets.UTF_8));
    }

    private static Topic<byte[], byte[]> input(EventKind kind) {
        return switch (kind) {
            case ARTICLE -> Topics.ARTICLES;
            case CLICK -> Topics.CLICKS;
            case IMPRESSION -> Topics.IMPRESSIONS;
            case ERASURE -> Topics.ERASURES;
        };
    }

    /** The name of the topic on the broker. */
    String fullName() {
        return TopicNames.withDefaultPrefix().prefix() + topic;
    }
}
