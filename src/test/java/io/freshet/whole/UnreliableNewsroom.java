package io.freshet.whole;

import io.freshet.dataset.TimedEvent;
import io.freshet.event.Article;
import io.freshet.newsroom.NewsroomSettings;
import io.freshet.newsroom.NewsroomSettings.ActivityRates;
import io.freshet.newsroom.NewsroomSettings.EventFaults;
import io.freshet.newsroom.SimulatedNewsroom;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * A simulated newsroom behind an unreliable network: some clicks arrive late and out of order, some are repeated. Equal
 * seeds give equal streams. Events with a non-deterministic effect are left out: erasures race with clicks on another
 * topic, and the category of an article without one would be predicted from the current state of replicas.
 */
final class UnreliableNewsroom implements Iterator<TimedEvent> {
    private static final double CLICKS_PER_READER_PER_DAY = 200;
    private static final double ARTICLES_PER_DAY = 300;
    private static final double MALFORMED_SHARE = .01;
    private static final double REPEATED_AT_ONCE_SHARE = .01;
    private static final double LATE_SHARE = .02;
    private static final double REPEATED_LATER_SHARE = .01;
    private static final int DELAY_EVENTS_MAX = 400;
    private static final String DEFAULT_CATEGORY = "unsorted";

    private record Delayed(long dueEvent, TimedEvent event) {}

    private final SimulatedNewsroom newsroom;
    private final SplittableRandom random;
    private final PriorityQueue<Delayed> delayed = new PriorityQueue<>(Comparator.comparingLong(Delayed::dueEvent));
    private final Deque<TimedEvent> ready = new ArrayDeque<>();
    private long taken;
    private long late;

    UnreliableNewsroom(long seed, long startMillis, int readers) {
        newsroom = new SimulatedNewsroom(new NewsroomSettings(
                seed,
                startMillis,
                readers,
                new ActivityRates(CLICKS_PER_READER_PER_DAY, ARTICLES_PER_DAY),
                new EventFaults(MALFORMED_SHARE, REPEATED_AT_ONCE_SHARE),
                0));
        random = new SplittableRandom(seed);
    }

    /** Number of late clicks so far. */
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
            ready.add(new TimedEvent.Announced(withCategory(announced.article()), announced.atMillis()));
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

    private static Article withCategory(Article article) {
        return article.toBuilder().category(DEFAULT_CATEGORY).build();
    }
}
