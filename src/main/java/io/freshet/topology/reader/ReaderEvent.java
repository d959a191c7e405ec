package io.freshet.topology.reader;

import io.freshet.event.Click;
import io.freshet.event.Impression;
import io.freshet.topology.message.ArrivedAnnouncement;

/**
 * Event that a reader task processes: an event of one reader, or the announcement of an article, which goes to all
 * reader tasks.
 */
public sealed interface ReaderEvent {

    /**
     * Id of the reader whom an event concerns; throws for an announcement, which concerns all readers.
     *
     * @throws IllegalArgumentException for an announcement, which concerns all readers
     */
    default String userId() {
        throw new IllegalArgumentException("event of all readers: " + this);
    }

    /** The reader clicked, liked, shared or hid an article. */
    record Clicked(Click click) implements ReaderEvent {
        @Override
        public String userId() {
            return click.userId();
        }
    }

    /** Articles were shown to the reader. */
    record Shown(Impression impression) implements ReaderEvent {
        @Override
        public String userId() {
            return impression.userId();
        }
    }

    /** The reader's data are to be erased. */
    record Erased(String userId) implements ReaderEvent {}

    /** An article was published, corrected or withdrawn; sent to every reader task. */
    record Announced(ArrivedAnnouncement announcement) implements ReaderEvent {}
}
