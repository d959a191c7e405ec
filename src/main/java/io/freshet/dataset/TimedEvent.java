package io.freshet.dataset;

import io.freshet.event.Article;
import io.freshet.event.Click;
import io.freshet.event.Impression;
import java.util.Comparator;
import java.util.Objects;

/** An input event with its event time. */
public sealed interface TimedEvent {

    /**
     * Order by event time. At equal times articles come before withdrawals, impressions, clicks, erasures and malformed
     * events, so that no event refers to a later article.
     */
    Comparator<TimedEvent> BY_TIME =
            Comparator.comparingLong(TimedEvent::atMillis).thenComparingInt(TimedEvent::rank);

    /** Event time in epoch milliseconds. */
    long atMillis();

    private static int rank(TimedEvent event) {
        if (event instanceof Announced) {
            return 0;
        }
        if (event instanceof Withdrawn) {
            return 1;
        }
        if (event instanceof Shown) {
            return 2;
        }
        if (event instanceof Clicked) {
            return 3;
        }
        return event instanceof Erased ? 4 : 5;
    }

    /**
     * A published article, or a corrected article if its id was announced before.
     *
     * @param atMillis time of the publication or of the correction
     */
    record Announced(Article article, long atMillis) implements TimedEvent {
        public Announced {
            Objects.requireNonNull(article, "article");
        }

        /** Announcement of an article at its publication time. */
        public static Announced of(Article article) {
            return new Announced(article, article.publishedAtMillis());
        }
    }

    /** The withdrawal of an article by its publisher. */
    record Withdrawn(String articleId, long atMillis) implements TimedEvent {
        public Withdrawn {
            Objects.requireNonNull(articleId, "articleId");
        }
    }

    /** An action of a reader on an article: a click, like, share or hide. */
    record Clicked(Click click) implements TimedEvent {
        @Override
        public long atMillis() {
            return click.atMillis();
        }
    }

    /** An impression: articles shown to a reader. */
    record Shown(Impression impression) implements TimedEvent {
        @Override
        public long atMillis() {
            return impression.atMillis();
        }
    }

    /** A request to erase a reader's data. */
    record Erased(String userId, long atMillis) implements TimedEvent {
        public Erased {
            Objects.requireNonNull(userId, "userId");
        }
    }

    /**
     * A record whose value is not a valid event of its kind, as a faulty client might send it.
     *
     * @param kind kind of event expected on its topic
     * @param key key of the record
     * @param value value of the record, to be encoded as UTF-8
     */
    record Malformed(EventKind kind, String key, String value, long atMillis) implements TimedEvent {
        public Malformed {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(value, "value");
        }
    }
}
