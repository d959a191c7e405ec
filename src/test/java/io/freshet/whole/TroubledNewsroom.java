package io.freshet.whole;

import io.freshet.dataset.TimedEvent;
import io.freshet.event.Article;
import io.freshet.newsroom.NewsroomSettings;
import io.freshet.newsroom.SimulatedNewsroom;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * The simulated newsroom behind a bad line: some clicks come late, after others that happened later, and some come
 * again. The same seed gives the same stream. What no two runs decide alike is left out: erasures, which come on a
 * topic of their own, so that which clicks they forget is a race; and articles without a category, which is then
 * guessed from what replicas know by that time.
 */
final class TroubledNewsroom implements Iterator<TimedEvent> {
    private static final double READERS_CLICKS_PER_DAY = 200;
    private static final double ARTICLES_PER_DAY = 300;
    private static final double MALFORMED_SHARE = .01;
    private static final double REPEATED_AT_ONCE_SHARE = .01;
    private static final double LATE_SHARE = .02;
    private static final double REPEATED_LATER_SHARE = .01;
    private static final int DELAY_EVENTS_MAX = 400;
    private static final String NO_CATEGORY = "unsorted";

    private record Delayed(long dueEvent, TimedEvent event) {}

    private final SimulatedNewsroom newsroom;
    private final SplittableRandom random;
    private final PriorityQueue<Delayed> delayed = new PriorityQueue<>(Comparator.comparingLong(Delayed::dueEvent));
    private final Deque<TimedEvent> ready = new ArrayDeque<>();
    private long taken;
    private long late;

    TroubledNewsroom(long seed, long startMillis, int readers) {
        newsroom = new SimulatedNewsroom(new NewsroomSettings(
                seed,
                startMillis,
                readers,
                READERS_CLICKS_PER_DAY,
                ARTICLES_PER_DAY,
                MALFORMED_SHARE,
                REPEATED_AT_ONCE_SHARE,
                0));
        random = new SplittableRandom(seed);
    }

    /** Clicks that came late so far. */
    long late() {
        return late;
    }

    @Override
    public boolean hasNext() {
        return true;
    }

    @Override
    public TimedEvent next() {
        while (ready.isEmpty()) {
            taken++;
            take(newsroom.next());
            while (!delayed.isEmpty() && delayed.peek().dueEvent() <= taken) {
                ready.add(delayed.remove().event());
            }
        }
        return ready.remove();
    }

    private void take(TimedEvent event) {
        if (event instanceof TimedEvent.Erased) {
            return;
        }
        if (event instanceof TimedEvent.Announced announced
                && announced.article().category() == null) {
            ready.add(new TimedEvent.Announced(sorted(announced.article()), announced.atMillis()));
            return;
        }
        if (event instanceof TimedEvent.Clicked) {
            double drawn = random.nextDouble();
            long dueEvent = taken + 1 + random.nextInt(DELAY_EVENTS_MAX);
            if (drawn < LATE_SHARE) {
                late++;
                delayed.add(new Delayed(dueEvent, event));
                return;
            }
            if (drawn < LATE_SHARE + REPEATED_LATER_SHARE) {
                delayed.add(new Delayed(dueEvent, event));
            }
        }
        ready.add(event);
    }

    private static Article sorted(Article article) {
        return new Article(
                article.id(),
                article.title(),
                article.body(),
                NO_CATEGORY,
                article.tags(),
                article.language(),
                article.source(),
                article.url(),
                article.publishedAtMillis(),
                article.expiresAtMillis());
    }
}
