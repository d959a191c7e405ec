package io.freshet.dataset;

import io.freshet.event.Article;
import io.freshet.event.Click;
import io.freshet.event.Impression;
import java.util.Comparator;
import java.util.Objects;

/** One thing that happened, at its event time. */
public sealed interface TimedEvent {

    /**
     * By event time; at equal times articles come before withdrawals, then impressions, clicks, erasures and malformed
     * events, so that nothing refers to an article that is still to come.
     */
    Comparator<TimedEvent> BY_TIME =
            Comparator.comparingLong(TimedEvent::atMillis).thenComparingInt(TimedEvent::rank);

    /** When it happened, in epoch milliseconds of event time. */
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
     * An article was published, or corrected if its id was announced before.
     *
     * @param atMillis the publication, or the later moment of the correction
     */
    record Announced(Article article, long atMillis) implements TimedEvent {
        public Announced {
            Objects.requireNonNull(article, "article");
        }

        /** The first announcement of an article, at its publication. */
        public static Announced of(Article article) {
            return new Announced(article, article.publishedAtMillis());
        }
    }

    /** An article was taken back by its publisher. */
    record Withdrawn(String articleId, long atMillis) implements TimedEvent {
        public Withdrawn {
            Objects.requireNonNull(articleId, "articleId");
        }
    }

    /** A reader did something with an article. */
    record Clicked(Click click) implements TimedEvent {
        @Override
        public long atMillis() {
            return click.atMillis();
        }
    }

    /** A reader was shown articles. */
    record Shown(Impression impression) implements TimedEvent {
        @Override
        public long atMillis() {
            return impression.atMillis();
        }
    }

    /** A reader asked to be forgotten. */
    record Erased(String userId, long atMillis) implements TimedEvent {
        public Erased {
            Objects.requireNonNull(userId, "userId");
        }
    }

    /**
     * Something arrived that is no valid event.
     *
     * @param kind the input it was sent to
     * @param key the key it came with
     * @param value what was sent, to be written as UTF-8
     */
    record Malformed(EventKind kind, String key, String value, long atMillis) implements TimedEvent {
        public Malformed {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(value, "value");
        }
    }
}
