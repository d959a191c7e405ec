package io.freshet.dataset;

import io.freshet.event.Click;
import io.freshet.event.Impression;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the MIND data set (Wu et al. 2020): {@code news.tsv} and {@code behaviors.tsv}. The format leaves some points
 * open, which are decided as follows.
 *
 * <ul>
 *   <li>Rows are in no order. They are sorted by time, which is read as UTC.
 *   <li>News have no publication time. Articles in a history were published before the impressions and are announced at
 *       the start; announcing them at their first read would reveal the next read. All other articles are announced
 *       when they are first shown, with that time.
 *   <li>A history is ordered but has no times. Its clicks have a fixed spacing, and the last click comes one spacing
 *       before the reader's first impression. Only the last {@link #HISTORY_CLICKS_MAX} clicks are used. Histories of
 *       the reader's later impressions repeat the first and are not used.
 *   <li>A row is one impression of all its articles in their order, and a click on each clicked article at the same
 *       time.
 * </ul>
 *
 * <p>Memory holds the news until announced, the rows, the ids of readers, and the events within the duration of one
 * history (500 spacings: 83 minutes at 10 s).
 */
final class MindReader implements EventReader {
    static final String BEHAVIORS = "behaviors.tsv";
    static final String NEWS = "news.tsv";
    /** Maximum number of clicks taken from the history of one reader; earlier ones are not used. */
    static final int HISTORY_CLICKS_MAX = 500;

    private final StoredFile newsFile;
    private final StoredFile behaviorsFile;
    private final SkippedLines skipped;
    private final EventContract contract;
    private final Duration spacing;
    private final Set<String> readersSeen = new HashSet<>();
    private final PriorityQueue<Pending> pending = new PriorityQueue<>(
            Comparator.comparing(Pending::event, TimedEvent.BY_TIME).thenComparingLong(Pending::sequence));
    private final ArrayDeque<TimedEvent> ready = new ArrayDeque<>();
    private long sequence;
    private @Nullable MindNews news;
    private Iterator<MindBehavior> rows = List.<MindBehavior>of().iterator();
    private boolean closed;
    private volatile long events;

    MindReader(Path behaviors, Path news, DatasetSettings settings) {
        this.newsFile = new StoredFile(news);
        this.behaviorsFile = new StoredFile(behaviors);
        this.skipped = new SkippedLines(settings.badLines());
        this.contract = settings.contract();
        this.spacing = settings.mindHistorySpacing();
    }

    static BadLineException bad(String at, String problem, @Nullable Throwable cause) {
        return new BadLineException(at, problem, "correct the line", cause);
    }

    @Override
    public boolean hasNext() {
        if (closed) {
            return false;
        }
        MindNews loaded = load();
        while (ready.isEmpty() && (rows.hasNext() || !pending.isEmpty())) {
            if (rows.hasNext()) {
                release(loaded, expand(rows.next()));
            } else {
                release(loaded, Long.MAX_VALUE);
            }
        }
        return !ready.isEmpty();
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // One thread writes; volatile for threads that read the progress.
    public TimedEvent next() {
        if (!hasNext()) {
            throw new NoSuchElementException(behaviorsFile.path() + " has no further event");
        }
        events++;
        return ready.remove();
    }

    @Override
    public ReadProgress progress() {
        return new ReadProgress(events, skipped.count(), 0, newsFile.progress().plus(behaviorsFile.progress()));
    }

    @Override
    public void close() {
        closed = true;
        ready.clear();
        pending.clear();
        newsFile.close();
        behaviorsFile.close();
    }

    private MindNews load() {
        if (news == null) {
            news = MindNews.load(newsFile, contract, skipped);
            List<MindBehavior> sorted = MindBehavior.loadSorted(behaviorsFile, contract, spacing, skipped);
            announceHistories(news, sorted);
            rows = sorted.iterator();
        }
        return news;
    }

    private void announceHistories(MindNews loaded, List<MindBehavior> sorted) {
        long startMillis = sorted.stream()
                .mapToLong(row -> row.atMillis() - row.usedHistoryIds().size() * spacing.toMillis())
                .min()
                .orElse(0);
        for (MindBehavior row : sorted) {
            row.historyIds().forEach(id -> announce(loaded, id, startMillis));
        }
    }

    /** Queues the events of a row; returns the earliest time that an event of any later row can have. */
    private long expand(MindBehavior row) {
        long atMillis = row.atMillis();
        if (readersSeen.add(row.userId())) {
            List<String> used = row.usedHistoryIds();
            for (int index = 0; index < used.size(); index++) {
                long clickedAtMillis = atMillis - (used.size() - index) * spacing.toMillis();
                queue(new TimedEvent.Clicked(Click.of(row.userId(), used.get(index), clickedAtMillis)));
            }
        }
        queue(new TimedEvent.Shown(new Impression(row.userId(), row.shownIds(), atMillis, null)));
        for (MindBehavior.Entry entry : row.entries()) {
            if (entry.clicked()) {
                queue(new TimedEvent.Clicked(Click.of(row.userId(), entry.articleId(), atMillis)));
            }
        }
        return atMillis - HISTORY_CLICKS_MAX * spacing.toMillis();
    }

    private void queue(TimedEvent event) {
        pending.add(new Pending(event, sequence++));
    }

    private void release(MindNews loaded, long beforeMillis) {
        while (!pending.isEmpty() && pending.element().event().atMillis() < beforeMillis) {
            TimedEvent event = pending.remove().event();
            if (event instanceof TimedEvent.Clicked clicked) {
                announce(loaded, clicked.click().articleId(), event.atMillis());
            } else if (event instanceof TimedEvent.Shown shown) {
                shown.impression().articleIds().forEach(id -> announce(loaded, id, event.atMillis()));
            }
            ready.add(event);
        }
    }

    private void announce(MindNews loaded, String articleId, long atMillis) {
        loaded.announce(articleId, atMillis).map(TimedEvent.Announced::of).ifPresent(ready::add);
    }

    private record Pending(TimedEvent event, long sequence) {}
}
