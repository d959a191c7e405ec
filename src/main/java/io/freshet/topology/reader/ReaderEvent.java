package io.freshet.topology.reader;

import io.freshet.event.Click;
import io.freshet.event.Impression;
import io.freshet.topology.message.ArrivedAnnouncement;

/** What the task that owns a reader hears: the reader's own events, and news for all readers. */
public sealed interface ReaderEvent {

    /** The reader did something with an article. */
    record Clicked(Click click) implements ReaderEvent {}

    /** The reader was shown articles. */
    record Shown(Impression impression) implements ReaderEvent {}

    /** The reader must be forgotten. */
    record Erased(String userId) implements ReaderEvent {}

    /** An article was announced, corrected or withdrawn. */
    record Heard(ArrivedAnnouncement news) implements ReaderEvent {}
}
